import { z } from 'zod';
import type { Connector, Inspection } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Dataset } from '../../model/model.ts';
import type { Sql } from '../../sql/sql.ts';

export interface OpenSource {
  readonly inspection: Inspection;
  readonly relation: Sql;
}

/** Looks at the files with the dataset's connector and options. Throws for what it cannot read or does not understand. */
export async function openSource(dataset: Dataset, files: readonly string[], scratch: string): Promise<OpenSource> {
  const { connector: name, options: written } = dataset.source;
  const connector = connectors.get(name);
  if (connector === undefined) {
    throw new TrivetError('unknown-kind', `There is no connector ${name}.`, {
      choices: connectors.names,
      hint: didYouMean(name, connectors.names),
    });
  }
  const parsed = connector.options.safeParse(written);
  if (!parsed.success) throw badOption(dataset.name, connector, parsed.error);
  const inspection = await connector.inspect(files, parsed.data, scratch);
  return { inspection, relation: connector.relation(files, parsed.data, inspection) };
}

function badOption(dataset: string, connector: Connector, { issues }: z.ZodError): TrivetError {
  const known = connector.options instanceof z.ZodObject ? Object.keys(connector.options.shape) : [];
  const [issue] = issues;
  const [unknown] = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  if (unknown === undefined) {
    const option = issue?.path.join('.') ?? '';
    return new TrivetError('invalid-model', `${dataset}.source: ${option}: ${issue?.message ?? 'is not understood'}`);
  }
  const hint = known.length === 0 ? `${connector.name} has no options.` : didYouMean(unknown, known);
  return new TrivetError('unknown-key', `${dataset}.source: ${connector.name} has no option ${unknown}.`, {
    hint,
    choices: known,
  });
}
