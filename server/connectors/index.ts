import { type Registry, registry } from '../lib/registry.ts';
import type { Connector } from './connector.ts';
import { csv } from './csv.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';

/** Every format that a dataset's `source` may name. */
export const connectors: Registry<Connector> = registry<Connector>([csv, json, parquet]);
