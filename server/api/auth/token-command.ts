import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import { type AttributeValue, isRole, type Role } from '../../model/viewer.ts';
import type { TokenRequest } from './token.ts';

/** What `trivet token` is asked to do. */
export type TokenCommand =
  | {
      readonly act: 'create';
      readonly asked: Omit<TokenRequest, 'expiresAt'>;
      readonly expires: string;
      readonly print: boolean;
    }
  | { readonly act: 'list' }
  | { readonly act: 'revoke'; readonly name: string };

/** The flags of `trivet token create`, as they were written. */
export interface TokenFlags {
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly attribute?: readonly string[] | undefined;
  readonly purpose?: string | undefined;
  readonly view?: readonly string[] | undefined;
  readonly expires?: string | undefined;
  readonly print?: boolean | undefined;
}

const acts = ['create', 'list', 'revoke'] as const;
const usualExpiry = 'P90D';

/** `words`: what stands after `trivet token`. Throws `invalid-config` that names what is missing. */
export function parseTokenCommand(words: readonly string[], flags: TokenFlags): TokenCommand {
  const [written = '', subject] = words;
  const act = acts.find((known) => known === written);
  if (act === undefined) {
    throw wrong(
      written === '' ? 'trivet token needs to be told what to do.' : `trivet token cannot ${written}.`,
      didYouMean(written, acts) ?? 'There is: create, list, revoke.',
    );
  }
  if (act === 'list') return { act };
  const name = nameOf(act, flags.name ?? subject);
  if (act === 'revoke') return { act, name };
  const asked = {
    name,
    role: roleOf(flags.role),
    attributes: new Map((flags.attribute ?? []).map(attributeOf)),
    purpose: flags.purpose ?? null,
    views: flags.view === undefined ? null : [...flags.view],
  };
  return { act, asked, expires: flags.expires ?? usualExpiry, print: flags.print === true };
}

/** When a token ends: a day, a duration from now, or `never` (null). Throws `invalid-config`. */
export function expiryOf(written: string, now: Date): Date | null {
  if (written === 'never') return null;
  const until = /^\d{4}-\d{2}-\d{2}$/.test(written) ? new Date(`${written}T00:00:00Z`) : after(written, now);
  if (until === null || Number.isNaN(until.getTime())) {
    throw wrong(
      `${written} is no time to expire.`,
      'Write a duration such as P90D, a day such as 2027-01-31, or never.',
    );
  }
  if (until <= now) throw wrong(`${written} is over already.`, 'Choose a later day.');
  return until;
}

function after(duration: string, now: Date): Date | null {
  const match = /^P(?=.)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,6})H)?)?$/.exec(
    duration,
  );
  if (match === null) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + years, until.getUTCMonth() + months);
  until.setUTCDate(until.getUTCDate() + weeks * 7 + days);
  until.setUTCHours(until.getUTCHours() + hours);
  return until;
}

function nameOf(act: string, name: string | undefined): string {
  if (name === undefined)
    throw wrong(`trivet token ${act} needs a name.`, `For example: trivet token ${act} --name bi`);
  if (/^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,63}$/u.test(name)) return name;
  throw wrong(`${JSON.stringify(name)} is no name for a token.`, 'Up to 64 letters, digits and . _ @ + - are.');
}

function roleOf(written: string | undefined): Role {
  if (written !== undefined && isRole(written)) return written;
  const message = written === undefined ? 'trivet token create needs a role.' : `No role is called ${written}.`;
  throw wrong(message, 'Write --role leader, analyst, builder or admin.');
}

/** `regions=North,South`: several values where there are commas; one with a comma at its end is a list of one. */
function attributeOf(written: string): readonly [string, AttributeValue] {
  const at = written.indexOf('=');
  if (at <= 0) throw wrong(`--attribute ${written} has no value.`, 'Write --attribute regions=North,South.');
  const value = written.slice(at + 1);
  const values = value.split(',').filter((part) => part !== '');
  return [written.slice(0, at), value.includes(',') ? values : value];
}

function wrong(message: string, hint: string): TrivetError {
  return new TrivetError('invalid-config', message, { hint });
}
