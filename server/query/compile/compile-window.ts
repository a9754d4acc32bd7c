import type { Dialect } from '../../sql/dialects/dialect.ts';
import { bind, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { laterPeriod, startOfDate } from './compile-period.ts';
import type { Span } from '../language/duration.ts';
import { addSpan, lengths, startOfPeriod } from '../calendar/period.ts';
import type { Plan } from '../plan/plan.ts';
import { firstDaySeen, type LegWindow } from '../plan/window.ts';

/**
 * Rows (or aggregates of periods) with a period `d` → the same once for each window that they lie in, with the window's
 * period for their own. Nothing else may multiply rows, and this does so because a row counts in each of its windows.
 */
export function inWindows(
  plan: Plan,
  { window, shift }: { readonly window: LegWindow; readonly shift: Span | null },
  { rows, names }: { readonly rows: Sql; readonly names: readonly string[] },
  dialect: Dialect,
): Sql {
  const period = `d${window.dimension}`;
  const columns = names.map((name) => sql`${raw(name === period ? 's5.k' : `s4.${name}`)} AS ${raw(name)}`);
  const members = sql`(${membersOf(plan, window, shift, dialect)}) AS s5`;
  return sql`SELECT ${join(columns)} FROM (${rows}) AS s4 INNER JOIN ${members} ON s5.p = s4.${raw(period)}`;
}

/** Each period `k` of the answer with each base period `p` of its window; of a shifted leg the window lies earlier. */
function membersOf(plan: Plan, window: LegWindow, shift: Span | null, dialect: Dialect): Sql {
  const { keys, base, grain } = window;
  const [first, last] = [keys.first, addSpan(keys.last, keys.step, 1)];
  const [from, to] = shift === null ? [first, last] : [first, last].map((day) => addSpan(day, shift, -1));
  const seen = { from: firstDaySeen(from ?? first, window, plan), to: to ?? last };
  const own = shift === null ? raw('d') : laterPeriod(grain, raw('d'), { shift: back(shift), rules: plan }, dialect);
  const series = (of: { first: string; last: string; step: Span }): Sql =>
    dialect.series(sql`${bind('DATE', of.first)}`, sql`${bind('DATE', of.last)}`, of.step);
  const ends = sql`SELECT d AS k, ${own} AS q FROM ${series(keys)} AS s6`;
  const end = moved(raw('q'), lengths[grain], 1, dialect);
  const start =
    window.of.is === 'cumulative'
      ? startOfDate(window.of.since, raw('q'), plan, dialect)
      : moved(end, window.of.span, -1, dialect);
  const bounds = sql`SELECT k, ${start} AS v, ${end} AS w FROM (${ends}) AS s7`;
  const sources = series({ first: startOfPeriod(seen.from, base, plan), last: seen.to, step: lengths[base] });
  return sql`SELECT s8.k AS k, s9.d AS p FROM (${bounds}) AS s8 CROSS JOIN ${sources} AS s9 WHERE s9.d >= s8.v AND s9.d < s8.w`;
}

function moved(date: Sql, { months, days }: Span, times: 1 | -1, dialect: Dialect): Sql {
  return months > 0 ? dialect.addMonths(date, months * times) : dialect.addDays(date, raw(String(days * times)));
}

function back({ months, days }: Span): Span {
  return { months: -months, days: -days };
}
