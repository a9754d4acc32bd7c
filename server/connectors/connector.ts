import type { z } from 'zod';
import type { Named } from '../lib/registry.ts';
import type { Sql } from '../sql/sql.ts';

/**
 * How data of one format are read. A connector describes; the loader does: it never opens the engine itself.
 * One file in `connectors/`, one line in its index.
 */
export interface Connector<Options = unknown> extends Named {
  /** File endings it is for, without the dot. */
  readonly extensions: readonly string[];
  /** What a dataset's `source` may say besides the path. */
  readonly options: z.ZodType<Options>;
  /**
   * Looks at the files before they are read (header, encoding, delimiter) and refuses what cannot be read truly.
   * What the engine cannot read as it stands is written anew into the scratch folder, which lives as long as the load.
   */
  inspect(files: readonly string[], options: Options, scratch: string): Promise<Inspection>;
  /** A relation with every source column as text where the format has no types, else with its own types. */
  relation(files: readonly string[], options: Options, inspection: Inspection): Sql;
}

export interface Inspection {
  /** Column names as the source spells them, in order; empty where only the engine can tell. */
  readonly columns: readonly string[];
  /** What was guessed or noticed, in sentences a person can check: `separator ;`, `byte-order mark skipped`. */
  readonly remarks: readonly string[];
  /** The connector's own findings, handed back to `relation`. */
  readonly details: Readonly<Record<string, unknown>>;
}
