import type { Dialect, Grain } from '../sql/dialects/dialect.ts';
import type { Sql } from '../sql/sql.ts';
import type { QueryGrain } from './metric-query.ts';
import type { Plan } from './plan.ts';

type Rules = Pick<Plan, 'zone' | 'weekStart' | 'fiscalYearStart'>;

/** First day of the period in which a local day lies. */
export function startOfDate(grain: QueryGrain, date: Sql, rules: Rules, dialect: Dialect): Sql {
  const fiscal = fiscalPart(grain, rules);
  if (fiscal.ahead === 0) return dialect.truncateDate(fiscal.grain, date, rules.weekStart);
  const month = dialect.truncateDate('MONTH', date, rules.weekStart);
  const start = dialect.truncateDate(fiscal.grain, dialect.addMonths(month, -fiscal.ahead), rules.weekStart);
  return dialect.addMonths(start, fiscal.ahead);
}

/** First local day of the period in which a UTC timestamp lies. */
export function startOfInstant(grain: QueryGrain, timestamp: Sql, rules: Rules, dialect: Dialect): Sql {
  const { zone, weekStart } = rules;
  const fiscal = fiscalPart(grain, rules);
  if (fiscal.ahead === 0) return dialect.truncate(fiscal.grain, timestamp, { zone, weekStart });
  return startOfDate(grain, dialect.truncate('MONTH', timestamp, { zone, weekStart }), rules, dialect);
}

/** A fiscal grain as a calendar grain that begins so many months later. */
function fiscalPart(grain: QueryGrain, { fiscalYearStart }: Rules): { readonly grain: Grain; readonly ahead: number } {
  if (grain === 'FISCAL_QUARTER') return { grain: 'QUARTER', ahead: (fiscalYearStart - 1) % 3 };
  if (grain === 'FISCAL_YEAR') return { grain: 'YEAR', ahead: fiscalYearStart - 1 };
  return { grain, ahead: 0 };
}
