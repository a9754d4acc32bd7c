/** trivet.yml → settings of the workspace; what is wrong falls back to its default and is reported */
import { z } from 'zod';
import { type Problem, problem } from '../lib/problem.ts';
import { type AuthSettings, authSpec, completeAuth } from './auth-settings.ts';
import type { ModelSettings } from './model.ts';
import { checkName } from './names.ts';
import { text, texts, zone } from './spec/scalars.ts';
import { below, type Place, thrownAt } from './yaml/place.ts';
import { parseSpec, unknownKey } from './yaml/parse-spec.ts';
import { readYaml } from './yaml/read-yaml.ts';

const megabytes = z.int().positive();

/** What `trivet.yml` may say. */
export const settingsSpec = z.strictObject({
  name: text.optional(),
  data: texts.optional(),
  zone: zone.optional(),
  calendar: z
    .strictObject({
      weekStart: z.enum(['MONDAY', 'SUNDAY']).optional(),
      fiscalYearStart: z
        .int()
        .min(1, { error: 'must be a month, 1 to 12.' })
        .max(12, { error: 'must be a month, 1 to 12.' })
        .optional(),
    })
    .optional(),
  purpose: text.optional(),
  host: text.optional(),
  port: z.int().min(0, { error: 'must be 0 to 65535.' }).max(65_535, { error: 'must be 0 to 65535.' }).optional(),
  auth: authSpec.optional(),
  limits: z
    .strictObject({
      timeoutSeconds: z.number().positive().optional(),
      rows: z.int().positive().optional(),
      megabytes: megabytes.optional(),
      shutdownSeconds: z.number().min(0).optional(),
      slowQuerySeconds: z.number().positive().optional(),
    })
    .optional(),
  engine: z
    .strictObject({
      memoryMegabytes: megabytes.optional(),
      threads: z.int().positive().optional(),
      processes: z.int().positive().optional(),
      temporaryMegabytes: megabytes.optional(),
    })
    .optional(),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error']).optional(),
      requests: z.boolean().optional(),
    })
    .optional(),
  operations: z.enum(['open', 'persisted-for-leaders', 'persisted-only']).optional(),
  trusted: z.boolean().optional(),
});

type SettingsSpec = z.infer<typeof settingsSpec>;

/** Which GraphQL documents are answered: anybody's, those of Trivet alone for leaders, or those of Trivet alone. */
export type OperationsAllowed = NonNullable<SettingsSpec['operations']>;

/** Everything `trivet.yml` says; the parts for the server are as written, and null where nothing is. */
export interface WorkspaceSettings {
  readonly model: ModelSettings;
  /** Folders outside of the workspace that sources may name, as written. */
  readonly data: readonly string[];
  readonly host: string | null;
  readonly port: number | null;
  /** null: no sign-in. `unreadable`: something is said that cannot be read, which is not the same as nothing. */
  readonly auth: AuthSettings | 'unreadable' | null;
  readonly limits: NonNullable<SettingsSpec['limits']>;
  readonly engine: NonNullable<SettingsSpec['engine']>;
  readonly log: NonNullable<SettingsSpec['log']>;
  /** The strictest where something is said that cannot be read. */
  readonly operations: OperationsAllowed;
}

/** Reads the text of `trivet.yml`; a key that is wrong is left out and reported, the others count. Never throws. */
export function parseSettings(
  file: string,
  written: string,
): { readonly settings: WorkspaceSettings; readonly problems: readonly Problem[] } {
  const { source, problems: faults } = readYaml(file, written);
  if (source === null) return { settings: { ...complete({}), ...authOfBroken(written) }, problems: faults };
  const problems: Problem[] = [];
  const report = (found: Problem): void => void problems.push(found);
  const place: Place = { source, path: [], subject: 'settings' };
  const keys = parseSpec(z.record(z.string(), z.unknown()), source.value ?? {}, {
    place,
    report,
    code: 'invalid-config',
  });
  const known = Object.keys(settingsSpec.shape);
  for (const key of Object.keys(keys ?? {}).filter((key) => !known.includes(key)))
    report(unknownKey(place, key, known));
  const valid = Object.entries(keys ?? {}).filter(([key, value]) => {
    if (!isSetting(key)) return false;
    return (
      parseSpec(settingsSpec.shape[key], value, { place: below(place, key), report, code: 'invalid-config' }) !== null
    );
  });
  const spec = settingsSpec.parse(Object.fromEntries(valid));
  if (spec.engine?.processes !== undefined) report(withoutEffect(below(below(place, 'engine'), 'processes')));
  const settings = complete(checkedPurpose(spec, place, report));
  if (keys === null) return { settings: { ...settings, ...authOfBroken(written) }, problems };
  const isAuthLost = spec.auth === undefined && Object.hasOwn(keys, 'auth');
  const areOperationsLost = spec.operations === undefined && Object.hasOwn(keys, 'operations');
  const lost = {
    ...(isAuthLost ? { auth: 'unreadable' as const } : {}),
    ...(areOperationsLost ? { operations: 'persisted-only' as const } : {}),
  };
  return { settings: { ...settings, ...lost }, problems };
}

function withoutEffect({ source, path, subject }: Place): Problem {
  return problem('invalid-config', `${path.join('.')} has no effect: one process answers, and a warm one stands by.`, {
    severity: 'warning',
    hint: 'Leave it out.',
    file: source.file,
    position: source.keyAt(path),
    subject,
  });
}

/** A file that is no YAML may have meant to have sign-in, or known operations alone: then it is closed rather than open. */
function authOfBroken(written: string): Pick<WorkspaceSettings, 'auth' | 'operations'> {
  return {
    auth: /\bauth\b/.test(written) ? 'unreadable' : null,
    operations: /\boperations\b/.test(written) ? 'persisted-only' : 'open',
  };
}

function isSetting(key: string): key is keyof SettingsSpec {
  return Object.hasOwn(settingsSpec.shape, key);
}

function checkedPurpose(spec: SettingsSpec, place: Place, report: (found: Problem) => void): SettingsSpec {
  if (spec.purpose === undefined) return spec;
  try {
    checkName('purpose', spec.purpose);
    return spec;
  } catch (error) {
    report({ ...thrownAt(below(place, 'purpose'), error), code: 'invalid-config' });
    const { purpose: _, ...rest } = spec;
    return rest;
  }
}

function complete(spec: SettingsSpec): WorkspaceSettings {
  return {
    model: {
      name: spec.name ?? 'Trivet',
      zone: spec.zone ?? 'UTC',
      weekStart: spec.calendar?.weekStart ?? 'MONDAY',
      fiscalYearStart: spec.calendar?.fiscalYearStart ?? 1,
      purpose: spec.purpose ?? null,
      trusted: spec.trusted ?? false,
    },
    data: spec.data ?? [],
    host: spec.host ?? null,
    port: spec.port ?? null,
    auth: spec.auth === undefined ? null : completeAuth(spec.auth),
    limits: spec.limits ?? {},
    engine: spec.engine ?? {},
    log: spec.log ?? {},
    operations: spec.operations ?? 'open',
  };
}
