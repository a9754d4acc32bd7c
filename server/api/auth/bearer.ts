import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { messageOf, TrivetError } from '../../lib/errors.ts';
import { type AuthSettings, type OidcSettings } from '../../model/auth-settings.ts';
import { type AttributeValue, isRole, type Role, type Viewer } from '../../model/viewer.ts';
import type { Log } from '../log.ts';

/** Who a signed token of an issuer of identities names. Throws `authentication-required`, `forbidden` or `identity-unavailable`. */
export type BearerCheck = (token: string) => Promise<Viewer>;

export interface BearerParts {
  readonly oidc: NonNullable<AuthSettings['oidc']>;
  /** From where a relative path of the key file counts. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly log: Log;
}

/** Public keys alone: whoever knows an issuer's public key must not be able to sign with it. */
const algorithms = [
  'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519',
]; // prettier-ignore
const toleranceSeconds = 30;
const waitMs = 5000;

type Keys = ReturnType<typeof createRemoteJWKSet> | ReturnType<typeof createLocalJWKSet>;

/** Keys are fetched when the first token comes, and kept; a key that is not known yet is asked for again, not too often. */
export function createBearerCheck({ oidc, folder, clock, log }: BearerParts): BearerCheck {
  let keys: Promise<Keys> | null = null;
  const keysOnce = (): Promise<Keys> => {
    keys ??= readKeys(oidc, folder).catch((error: unknown) => {
      keys = null;
      throw error;
    });
    return keys;
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, await keysOnce(), {
        issuer: oidc.issuer,
        audience: oidc.audience,
        algorithms,
        currentDate: clock(),
        clockTolerance: toleranceSeconds,
        requiredClaims: ['exp'],
      });
      return viewerOfClaims(payload, oidc);
    } catch (error) {
      throw refusalOf(error, log);
    }
  };
}

async function readKeys(oidc: OidcSettings, folder: string): Promise<Keys> {
  const named = oidc.jwks ?? (await discovered(oidc.issuer));
  if (/^https?:/.test(named)) {
    return createRemoteJWKSet(new URL(named), {
      timeoutDuration: waitMs,
      cooldownDuration: 30_000,
      cacheMaxAge: 600_000,
    });
  }
  // jose checks the keys when it reads them.
  return createLocalJWKSet(JSON.parse(await readFile(resolve(folder, named), 'utf8')) as JSONWebKeySet);
}

async function discovered(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(waitMs), redirect: 'error' });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
  return z.object({ issuer: z.literal(issuer), jwks_uri: z.url() }).parse(await answer.json()).jwks_uri;
}

/** Reasons that lie with the token are its bearer's; all others are ours or the issuer's, and he learns no more. */
function refusalOf(error: unknown, log: Log): TrivetError {
  if (error instanceof TrivetError) return error;
  if (error instanceof errors.JWTExpired) return refused('The token is no longer valid.', 'Get a new one.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(`The token is not for this server: its ${error.claim} is missing or wrong.`);
  const isBadToken =
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey;
  if (isBadToken) return refused('The token is not one that this server believes.');
  log('error', 'the keys of the issuer of identities cannot be had', { reason: messageOf(error) });
  return new TrivetError('identity-unavailable', 'Tokens cannot be checked: the keys of their issuer cannot be had.', {
    hint: 'Try again in a minute; auth.oidc of trivet.yml says where the keys are.',
  });
}

function refused(message: string, hint?: string): TrivetError {
  return new TrivetError('authentication-required', message, { hint });
}

/** Who the claims of a verified token name; only what the settings point at is looked at. */
function viewerOfClaims(claims: JWTPayload, oidc: OidcSettings): Viewer {
  const name = claimAt(claims, oidc.nameClaim);
  if (typeof name !== 'string' || name === '') {
    throw refused(`The token has no ${oidc.nameClaim} that says whose it is.`);
  }
  const roles = rolesOf(claimAt(claims, oidc.rolesClaim), oidc.roles);
  if (roles.length === 0) {
    throw new TrivetError('forbidden', `${name} has no role here.`, {
      hint: `Whoever issues identities puts leader, analyst, builder or admin into the claim ${oidc.rolesClaim}.`,
    });
  }
  const attributes = oidc.attributesClaim === null ? new Map() : attributesOf(claimAt(claims, oidc.attributesClaim));
  return Object.freeze({ name, roles, attributes, channel: 'person' as const, purpose: null, views: null });
}

/** A claim by its name, which may itself contain dots, or else by a path through objects. */
function claimAt(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>((value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined), claims);
}

function rolesOf(claim: unknown, named: ReadonlyMap<string, Role>): readonly Role[] {
  const values = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim.map(String) : [];
  return [...new Set(values.flatMap((value) => named.get(value) ?? (isRole(value) ? [value] : [])))];
}

function attributesOf(claim: unknown): ReadonlyMap<string, AttributeValue> {
  if (!isRecord(claim)) return new Map();
  return new Map(
    Object.entries(claim).flatMap(([name, value]) => (isAttribute(value) ? [[name, value] as const] : [])),
  );
}

function isAttribute(value: unknown): value is AttributeValue {
  return isScalar(value) || (Array.isArray(value) && value.every(isScalar));
}

function isScalar(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
