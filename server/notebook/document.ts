import type { Json } from '../lib/json.ts';

/** A notebook as its file says it: no outputs, no revisions, no coordinates. */
export interface NotebookDocument {
  readonly header: NotebookHeader;
  readonly cells: readonly NotebookCell[];
}

export interface NotebookHeader {
  /** The YAML between the `---` lines as written, without them: comments and unknown keys survive. */
  readonly text: string;
  /** Format version; a higher one than ours opens read-only. */
  readonly trivet: number;
  /** Identity of the notebook; null until the first save gives one. */
  readonly id: string | null;
  readonly title: string;
  readonly description: string | null;
  /** Why the data are used; null: the workspace's default. */
  readonly purpose: string | null;
  readonly audience: readonly string[];
  readonly params: readonly ParameterSpec[];
  readonly publish: Json;
}

export interface NotebookCell {
  /** Eight characters of `[0-9a-hjkmnp-tv-z]`; `new` until the first save. */
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  /** Attributes apart from `id` and `name`, in the order written; a bare flag is true. */
  readonly attributes: ReadonlyMap<string, string | true>;
  readonly body: string;
}

export type ParameterType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'date_range' | 'enum' | 'list';

/** One entry of the notebook's signature. */
export interface ParameterSpec {
  readonly name: string;
  readonly type: ParameterType;
  readonly default: Json;
  readonly label: string;
  readonly help: string | null;
  readonly required: boolean;
  /** null is a value, shown as "All". */
  readonly optional: boolean;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly options: readonly Json[] | null;
  /** A dimension's name, or `cell.column`. */
  readonly optionsFrom: string | null;
}

/** A change of a document. Groups are atomic; running and cancelling are commands, not operations. */
export type Operation =
  | { readonly op: 'insertCell'; readonly after: string | null; readonly cell: NewCell }
  /** `home`: the cell below which a restore puts it; absent: the one it stands below. */
  | { readonly op: 'deleteCell'; readonly id: string; readonly home?: string | null | undefined }
  | { readonly op: 'restoreCell'; readonly id: string }
  | { readonly op: 'moveCell'; readonly id: string; readonly after: string | null }
  | { readonly op: 'setKind'; readonly id: string; readonly kind: string }
  | { readonly op: 'setName'; readonly id: string; readonly name: string | null }
  | { readonly op: 'setAttribute'; readonly id: string; readonly key: string; readonly value: string | true | null }
  /** The whole body, with the cell revision it was typed over: a newer one is a conflict, never overwritten. */
  | { readonly op: 'setBody'; readonly id: string; readonly baseCellRevision: number; readonly body: string }
  /** The header's YAML text as a whole, with the header revision it was typed over. */
  | { readonly op: 'setHeader'; readonly baseCellRevision: number; readonly text: string };

export interface NewCell {
  /** Absent: the server gives one. */
  readonly id?: string | undefined;
  readonly kind: string;
  readonly name?: string | null | undefined;
  readonly attributes?: Readonly<Record<string, string | true>> | undefined;
  /** Absent: the kind's starter. */
  readonly body?: string | undefined;
}
