import type { MetricResult } from '../../query/answer/result.ts';
import { packAccount, packFreshness, packWarning } from '../pack.ts';
import { flatNames } from './flat-table.ts';

/** What a file of numbers cannot say of itself: columns, the account of the rows behind them, warnings and freshness. */
export function describeAnswer(result: MetricResult): object {
  const names = flatNames(result.columns);
  return {
    id: result.id,
    purpose: result.purpose,
    rowCount: result.rowCount,
    totalCount: result.totalCount,
    columns: result.columns.map((column, index) => ({
      ...Object.fromEntries(Object.entries(column).filter(([key]) => key !== 'values' && key !== 'suppressed')),
      name: names[index],
      queryName: column.name,
      suppressed: column.suppressed?.includes(true) ?? false,
    })),
    totals: result.totals.length > 0,
    accounting: result.accounting.map(packAccount),
    warnings: result.warnings.map(packWarning),
    freshness: result.freshness.map(packFreshness),
  };
}
