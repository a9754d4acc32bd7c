import { z } from 'zod';
import { text } from './spec/scalars.ts';
import type { Role } from './viewer.ts';

/** An absolute web address without user, query or fragment. */
const address = text.refine(isAddress, { error: 'must be an address such as https://trivet.example.' });

const role = z.enum(['leader', 'analyst', 'builder', 'admin']) satisfies z.ZodType<Role>;

/** A variable of the environment, by its name: secrets themselves never stand in a file. */
const variable = text.regex(/^[A-Za-z_]\w*$/, { error: 'must be the name of an environment variable.' });

/** What `auth:` of `trivet.yml` may say. */
export const authSpec = z.strictObject({
  tokens: z.boolean().optional(),
  session: z
    .strictObject({
      secretEnv: variable.optional(),
      idleMinutes: z.int().min(1).max(1440).optional(),
      hours: z.int().min(1).max(168).optional(),
    })
    .optional(),
  oidc: z
    .strictObject({
      issuer: address,
      audience: text,
      jwks: text.optional(),
      rolesClaim: text.optional(),
      roles: z.record(text, role).optional(),
      attributesClaim: text.optional(),
      nameClaim: text.optional(),
    })
    .optional(),
  publicUrl: address.optional(),
  basePath: text
    .regex(/^(\/[\w.~-]+)+\/?$/, { error: 'must be a path such as /trivet.' })
    .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), {
      error: 'must be a path such as /trivet.',
    })
    .optional(),
  trustProxy: z
    .union([z.boolean(), z.array(text)], { error: 'must be true, false or a list of addresses.' })
    .optional(),
});

type AuthSpec = z.infer<typeof authSpec>;

/** Who is let in and how, complete. */
export interface AuthSettings {
  /** Whether the tokens of `trivet token` and of the environment count. */
  readonly tokens: boolean;
  readonly session: {
    /** Variable that holds the key which signs sessions; null: a file that is made at the first start. */
    readonly secretEnv: string | null;
    readonly idleMinutes: number;
    readonly hours: number;
  };
  readonly oidc: OidcSettings | null;
  /** Address under which browsers reach the server, without a slash at its end; null: that on which it listens. */
  readonly publicUrl: string | null;
  /** Path below which everything lies, as `/trivet`; empty: the root. */
  readonly basePath: string;
  /** Whose `X-Forwarded-*` is believed: nobody's, that of the nearest address, or of the addresses named. */
  readonly trustProxy: boolean | readonly string[];
}

export interface OidcSettings {
  /** Compared with `iss` to the letter. */
  readonly issuer: string;
  readonly audience: string;
  /** Address or file of the public keys; null: what the issuer's own description names. */
  readonly jwks: string | null;
  readonly rolesClaim: string;
  /** Values of the claim that stand for a role, beside the names of the roles themselves. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly attributesClaim: string | null;
  readonly nameClaim: string;
}

/** Fills in what is left out. */
export function completeAuth(spec: AuthSpec): AuthSettings {
  const publicUrl = spec.publicUrl?.replace(/\/+$/, '') ?? null;
  const path = spec.basePath ?? (publicUrl === null ? '' : new URL(publicUrl).pathname);
  return {
    tokens: spec.tokens ?? true,
    session: {
      secretEnv: spec.session?.secretEnv ?? null,
      idleMinutes: spec.session?.idleMinutes ?? 30,
      hours: spec.session?.hours ?? 12,
    },
    oidc: spec.oidc === undefined ? null : completeOidc(spec.oidc),
    publicUrl,
    basePath: path.replace(/\/+$/, ''),
    trustProxy: spec.trustProxy ?? false,
  };
}

function completeOidc(spec: NonNullable<AuthSpec['oidc']>): OidcSettings {
  return {
    issuer: spec.issuer,
    audience: spec.audience,
    jwks: spec.jwks ?? null,
    rolesClaim: spec.rolesClaim ?? 'roles',
    roles: new Map(Object.entries(spec.roles ?? {})),
    attributesClaim: spec.attributesClaim ?? null,
    nameClaim: spec.nameClaim ?? 'sub',
  };
}

function isAddress(written: string): boolean {
  try {
    const { protocol, username, search, hash } = new URL(written);
    return (protocol === 'https:' || protocol === 'http:') && username === '' && search === '' && hash === '';
  } catch {
    return false;
  }
}
