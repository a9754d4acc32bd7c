import { z } from 'zod';

/** A text that is not empty. */
export const text = z.string().min(1, { error: 'must not be empty.' });

/** An ISO 8601 duration: `P1D`, `P2Y`, `PT6H`. */
export const duration = text.regex(/^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/, {
  error: 'must be a duration such as P1D, P6M or PT12H.',
});

/** A name of the IANA time zone database. */
export const zone = text.refine(isZone, { error: 'must be a time zone such as UTC or Europe/Berlin.' });

/** A day: `2024-01-31`. */
export const day = text.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a day such as 2024-01-31.' });

/** A text, or a list of them. */
export const texts = z
  .union([text, z.array(text)], { error: 'must be a text or a list of texts.' })
  .transform((value) => (typeof value === 'string' ? [value] : value));

/** Smallest and largest value. */
export const range = z
  .array(z.number())
  .length(2, { error: 'must be the smallest and the largest value, such as [0, 10].' })
  .refine(([low, high]) => low !== undefined && high !== undefined && low <= high, {
    error: 'must start with the smaller value.',
  });

/** The version of the format that a model file may name. */
export const version = z.literal(1, { error: 'must be 1, the only version there is.' });

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
