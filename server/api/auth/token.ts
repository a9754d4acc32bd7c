import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AttributeValue, Role, Viewer } from '../../model/viewer.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A token as it is kept: with the hash of its secret, never with the secret. */
export const tokenSpec = z.strictObject({
  /** Tells this token from an earlier one of the same name. */
  id: z.string().min(1),
  name: z.string().min(1),
  // The secret is 256 random bits, so nobody can try them all: a slow hash would protect nothing and cost every request.
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  roles: z.array(z.enum(['leader', 'analyst', 'builder', 'admin'])).min(1),
  attributes: z.record(z.string(), z.union([scalar, z.array(scalar)])),
  purpose: z.string().nullable(),
  views: z.array(z.string()).nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});

export type Token = z.infer<typeof tokenSpec>;

/** What whoever makes a token says about it. */
export interface TokenRequest {
  readonly name: string;
  readonly role: Role;
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  readonly purpose: string | null;
  readonly views: readonly string[] | null;
  readonly expiresAt: Date | null;
}

const prefix = 'trivet_';

/** A new token and its secret, which is nowhere else and cannot be had again. */
export function makeToken(asked: TokenRequest, now: Date): { readonly token: Token; readonly secret: string } {
  const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
  const token: Token = {
    id: randomBytes(9).toString('base64url'),
    name: asked.name,
    hash: hashOf(secret).toString('hex'),
    roles: [asked.role],
    attributes: Object.fromEntries(
      [...asked.attributes].map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
    ),
    purpose: asked.purpose,
    views: asked.views === null ? null : [...asked.views],
    createdAt: now.toISOString(),
    expiresAt: asked.expiresAt?.toISOString() ?? null,
    revokedAt: null,
  };
  return { token, secret };
}

/** Whether a credential is a token of ours rather than one of an issuer of identities. */
export function isSecret(credential: string): boolean {
  return credential.startsWith(prefix);
}

/** The token with this secret; null when there is none. Takes as long whichever it is. */
export function findBySecret(tokens: readonly Token[], secret: string): Token | null {
  const given = hashOf(secret);
  let found: Token | null = null;
  for (const token of tokens) if (timingSafeEqual(Buffer.from(token.hash, 'hex'), given)) found = token;
  return found;
}

/** Whether a token counts now. */
export function isValid({ expiresAt, revokedAt }: Token, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || now < new Date(expiresAt));
}

/**
 * Who comes with this token. A token that is bound to a purpose or to views was made for a program and stays one, also behind
 * the sign-in page: what a program is not shown must not be had by signing in with its token.
 */
export function viewerOfToken(token: Token, signedIn: boolean): Viewer {
  const isForProgram = token.purpose !== null || token.views !== null;
  return Object.freeze({
    name: token.name,
    roles: token.roles,
    attributes: new Map(Object.entries(token.attributes)),
    channel: signedIn && !isForProgram ? ('person' as const) : ('token' as const),
    purpose: token.purpose,
    views: token.views,
  });
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
