import { join, raw, sql } from '../sql.ts';
import type { Dialect, Grain } from './dialect.ts';
import { zoneName } from './zone-name.ts';

/** First local day of the period in which a UTC timestamp lies. Throws `invalid-query` for an unknown zone. */
export const truncate: Dialect['truncate'] = (grain, timestamp, { zone, weekStart }) =>
  truncateDate(grain, sql`toDate32(toTimeZone(${timestamp}, ${zoneName(zone)}))`, weekStart);

/** First day of the period of a local date. Needs `enable_extended_results_for_datetime_functions`. */
export const truncateDate: Dialect['truncateDate'] = (grain, date, weekStart) => {
  const day = sql`toDate32(${date})`;
  if (grain === 'DAY') return day;
  if (grain === 'WEEK') return sql`toDate32(toStartOfWeek(${day}, ${raw(weekStart === 'SUNDAY' ? '0' : '1')}))`;
  return sql`toDate32(${raw(starts[grain])}(${day}))`;
};

/** The day so many months later; the last of its month where that has no such day. */
export const addMonths: Dialect['addMonths'] = (date, months) =>
  sql`toDate32(addMonths(toDate32(${date}), ${raw(String(months))}))`;

/** The day so many days later. */
export const addDays: Dialect['addDays'] = (date, days) => sql`toDate32(addDays(toDate32(${date}), ${days}))`;

/** Days from first through last, in steps. */
export const series: Dialect['series'] = (first, last, { months, days }) => {
  const [from, through] = [sql`toDate32(${first})`, sql`toDate32(${last})`];
  const [unit, add, step] = months > 0 ? ['month', 'addMonths', months] : ['day', 'addDays', days];
  const count = sql`toUInt32(greatest(0, intDiv(dateDiff('${raw(unit)}', ${from}, ${through}, 'UTC') + ${raw(String(step))}, ${raw(String(step))})))`;
  const steps = sql`arrayMap(i -> toDate32(${raw(add)}(${from}, i * ${raw(String(step))})), range(0, ${count}))`;
  return sql`(SELECT CAST(arrayJoin(${steps}) AS Nullable(Date32)) AS d)`;
};

/** The UTC timestamp at which a local day begins; where clocks go back over midnight, the first of the two. */
export const startOfDay: Dialect['startOfDay'] = (date, zone) => {
  const local = sql`toDate32(${date})`;
  if (zone === 'UTC') return sql`toDateTime64(${local}, 6, 'UTC')`;
  return sql`toTimeZone(toDateTime64(${local}, 6, ${zoneName(zone)}), 'UTC')`;
};

const starts: { readonly [K in Exclude<Grain, 'DAY' | 'WEEK'>]: string } = {
  MONTH: 'toStartOfMonth',
  QUARTER: 'toStartOfQuarter',
  YEAR: 'toStartOfYear',
};

/** `toDate32(value + INTERVAL 1 MONTH)`; a date and seconds give a timestamp first. */
export const later: Dialect['later'] = (value, type, { months, days, seconds }) => {
  const units = [
    [months, 'MONTH'],
    [days, 'DAY'],
    [seconds, 'SECOND'],
  ] as const;
  const steps = units
    .filter(([count]) => count !== 0)
    .map(([count, unit]) => sql` + INTERVAL ${raw(String(count))} ${raw(unit)}`);
  const moved = sql`${value}${join(steps, '')}`;
  return type === 'date' ? sql`toDate32(${moved})` : sql`CAST(${moved} AS Nullable(DateTime64(6, 'UTC')))`;
};
