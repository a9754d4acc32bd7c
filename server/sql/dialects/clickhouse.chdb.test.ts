import { describe } from 'vitest';
import { openClickHouse, whereInstalled } from '../../testing/clickhouse.ts';
import { testDialect } from '../../testing/dialect-contract.ts';
import { clickhouse } from './clickhouse.ts';

describe.skipIf(!whereInstalled.isInstalled)(`clickhouse ${whereInstalled.remark}`, () => {
  testDialect(clickhouse, openClickHouse);
});
