import { testDialect } from '../../testing/dialect-contract.ts';
import { openDuckDb } from '../../testing/duckdb.ts';
import { duckdb } from './duckdb.ts';

testDialect(duckdb, openDuckDb);
