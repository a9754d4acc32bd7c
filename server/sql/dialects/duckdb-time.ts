import { TrivetError } from '../../lib/errors.ts';
import { raw, sql, type Sql } from '../sql.ts';
import type { Dialect, Grain } from './dialect.ts';

/** First local day of the period in which a UTC timestamp lies. Throws `invalid-query` for an unknown zone. */
export const truncate: Dialect['truncate'] = (grain, timestamp, { zone, weekStart }) =>
  truncateDate(grain, localTime(timestamp, zone), weekStart);

/** First day of the period of a local date or naive local timestamp. */
export const truncateDate: Dialect['truncateDate'] = (grain, date, weekStart) => {
  if (grain === 'DAY') return day(date);
  if (grain === 'WEEK' && weekStart === 'SUNDAY') {
    return day(sql`date_trunc('week', ${date} + INTERVAL 1 DAY) - INTERVAL 1 DAY`);
  }
  return day(sql`date_trunc('${raw(units[grain])}', ${date})`);
};

/** The UTC timestamp at which a local day begins; where clocks go back over midnight, the first of the two. */
export const startOfDay: Dialect['startOfDay'] = (date, zone) => {
  const local = day(date);
  if (zone === 'UTC') return sql`CAST(${local} AS TIMESTAMP)`;
  const midnight = sql`((CAST(${local} AS TIMESTAMP) AT TIME ZONE ${zoneName(zone)}) AT TIME ZONE 'UTC')`;
  // Havana's midnight comes twice each autumn, and DuckDB takes the second.
  const hourBefore = sql`(${midnight} - INTERVAL 1 HOUR)`;
  return sql`CASE WHEN ${day(localTime(hourBefore, zone))} = ${local} THEN ${hourBefore} ELSE ${midnight} END`;
};

const units: { readonly [K in Grain]: string } = {
  DAY: 'day',
  WEEK: 'week',
  MONTH: 'month',
  QUARTER: 'quarter',
  YEAR: 'year',
};

function day(value: Sql): Sql {
  return sql`CAST(${value} AS DATE)`;
}

function localTime(timestamp: Sql, zone: string): Sql {
  // Conversion costs DuckDB some 400 ns a row.
  if (zone === 'UTC') return timestamp;
  return sql`((${timestamp} AT TIME ZONE 'UTC') AT TIME ZONE ${zoneName(zone)})`;
}

// As a literal, so that equal expressions stay equal for GROUP BY; nothing but zone names passes.
function zoneName(zone: string): Sql {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone) || !isKnown(zone)) {
    throw new TrivetError('invalid-query', `There is no time zone called ${zone}.`, {
      hint: 'Write a name of the time zone database, such as Europe/Berlin or UTC.',
    });
  }
  return raw(`'${zone}'`);
}

// Making a format is dear, and a query asks for its zone in every leg.
const knownZones = new Set<string>();

function isKnown(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
}
