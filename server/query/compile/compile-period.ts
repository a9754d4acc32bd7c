import type { Dialect, Grain } from '../../sql/dialects/dialect.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { Span } from '../language/duration.ts';
import type { QueryGrain } from '../language/metric-query.ts';
import type { Plan } from '../plan/plan.ts';

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

/**
 * First day of the period beside which the rows of an earlier day stand. By months, periods of months move as wholes and a
 * day moves to the day of its number in the later month: NULL where that month has none. By days, every day moves.
 */
export function laterPeriod(grain: QueryGrain, day: Sql, { shift, rules }: Later, dialect: Dialect): Sql {
  if (shift.months === 0) {
    return startOfDate(grain, dialect.addDays(day, raw(String(shift.days))), rules, dialect);
  }
  const month = dialect.truncateDate('MONTH', day, rules.weekStart);
  const later = dialect.addMonths(month, shift.months);
  if (grain !== 'DAY') return startOfDate(grain, later, rules, dialect);
  const moved = dialect.addDays(later, dialect.scalar('date_diff', [sql`${'day'}`, month, day]));
  return sql`CASE WHEN ${dialect.truncateDate('MONTH', moved, rules.weekStart)} = ${later} THEN ${moved} END`;
}

interface Later {
  readonly shift: Span;
  readonly rules: Rules;
}

/** A fiscal grain as a calendar grain that begins so many months later. */
function fiscalPart(grain: QueryGrain, { fiscalYearStart }: Rules): { readonly grain: Grain; readonly ahead: number } {
  if (grain === 'FISCAL_QUARTER') return { grain: 'QUARTER', ahead: (fiscalYearStart - 1) % 3 };
  if (grain === 'FISCAL_YEAR') return { grain: 'YEAR', ahead: fiscalYearStart - 1 };
  return { grain, ahead: 0 };
}
