import { registry } from '../../lib/registry.ts';
import { clickhouse } from './clickhouse.ts';
import type { Dialect } from './dialect.ts';
import { duckdb } from './duckdb.ts';

export const dialects = registry<Dialect>([duckdb, clickhouse]);
