import { TrivetError } from '../../lib/errors.ts';
import { raw, type Sql } from '../sql.ts';

/**
 * A time zone as a literal, so that equal expressions stay equal for GROUP BY; nothing but names of the time zone database
 * passes. Throws `invalid-query`.
 */
export function zoneName(zone: string): Sql {
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
