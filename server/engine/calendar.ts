/** Days and fractions of seconds since 1970 ↔ ISO text, in the proleptic Gregorian calendar; no time zone is involved. */

const daysPerEra = 146_097;
const daysTo1970 = 719_468;
const secondsPerDay = 86_400n;
const infiniteDays = 2_147_483_647;
const infinite = 9_223_372_036_854_775_807n;

/** `2026-01-31` for days since 1970; years beyond 9999 or before 0 have a sign and six digits; null for ±infinity. */
export function isoDate(days: number): string | null {
  if (Math.abs(days) === infiniteDays) return null;
  const shifted = days + daysTo1970;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return `${yearText(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))}-${two(month)}-${two(day)}`;
}

/**
 * `2026-01-31T22:30:00.000` for units since 1970, with as many more digits as there are; null for ±infinity.
 * `perSecond` says the unit: 1n, 1000n, 1000000n or 1000000000n.
 */
export function isoTimestamp(units: bigint, perSecond: bigint): string | null {
  if (units === infinite || units === -infinite) return null;
  const near = Number(units);
  if (Number.isSafeInteger(near)) return nearTimestamp(near, Number(perSecond));
  const perDay = secondsPerDay * perSecond;
  const days = floorDivide(units, perDay);
  return `${isoDate(Number(days)) ?? ''}T${isoTime(units - days * perDay, perSecond)}`;
}

/** The same of a safe integer, without big integers, which cost ten times as much. */
export function nearTimestamp(units: number, perSecond: number): string {
  const perDay = 86_400 * perSecond;
  const day = Math.floor(units / perDay);
  const ofDay = units - day * perDay;
  const seconds = Math.floor(ofDay / perSecond);
  return `${isoDate(day) ?? ''}T${timeText(seconds, ofDay - seconds * perSecond, perSecond)}`;
}

/** `22:30:00.000` for units since midnight. */
export function isoTime(units: bigint, perSecond: bigint): string {
  return timeText(Number(units / perSecond), Number(units % perSecond), Number(perSecond));
}

function timeText(seconds: number, rest: number, perSecond: number): string {
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (rest === 0) return `${clock}.000`;
  const fraction = String(rest).padStart(String(perSecond).length - 1, '0');
  return `${clock}.${fraction.padEnd(3, '0').replace(/^(\d{3}\d*?)0*$/, '$1')}`;
}

/** Days since 1970 of `2026-01-31`; null when it is no such day. */
export function daysOf(text: string): number | null {
  const [, year, month, day] = /^([+-]?\d{4,6})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const days = daysFrom(Number(year), Number(month), Number(day));
  return isoDate(days) === text.replace(/^\+0*(?=\d{4}-)/, '') ? days : null;
}

/** Microseconds since 1970 of `2026-01-31T22:30`, `2026-01-31 22:30:00.123456` or a bare date; a final Z is left out. */
export function microsOf(text: string): bigint | null {
  const [, date, hour, minute, second, fraction] =
    /^([+-]?\d+-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?Z?)?$/.exec(text) ?? [];
  const days = date === undefined ? null : daysOf(date);
  if (days === null) return null;
  const [hours, minutes, seconds] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const ofDay = BigInt(hours * 3600 + minutes * 60 + seconds);
  return (BigInt(days) * secondsPerDay + ofDay) * 1_000_000n + BigInt((fraction ?? '').padEnd(6, '0'));
}

function daysFrom(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysTo1970;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
