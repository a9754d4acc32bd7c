/** request → credential (header before cookie) → viewer; nothing else of a request says who asks */
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { TrivetError } from '../../lib/errors.ts';
import type { AuthSettings } from '../../model/auth-settings.ts';
import { localViewer, type Viewer } from '../../model/viewer.ts';
import type { Log } from '../log.ts';
import { type BearerCheck, createBearerCheck } from './bearer.ts';
import { createEndedSessions } from './ended-sessions.ts';
import { createSessions, type Session, type Sessions } from './session.ts';
import { type Environment, type KeyFor, passingKeys, readSigningKey } from './signing-key.ts';
import { findBySecret, isSecret, isValid, type Token, viewerOfToken } from './token.ts';
import { createTokenStore, type TokenStore } from './token-store.ts';

/** Name of the cookie of a session. */
export const sessionCookie = 'trivet_session';

/** Who asks, and by which proof. */
export interface Identity {
  readonly viewer: Viewer;
  /** null unless a browser's cookie says who asks. */
  readonly session: Session | null;
  /** Whether a browser adds the proof by itself, so that a page of a stranger could use it. */
  readonly isAmbient: boolean;
}

export interface Authentication {
  /** false: there is no sign-in, and whoever reaches this machine's own address is its one user. */
  readonly isRequired: boolean;
  /** Who asks. Throws `authentication-required`, `forbidden` or `identity-unavailable`. */
  viewerOf(request: FastifyRequest): Promise<Viewer>;
  identify(request: FastifyRequest): Promise<Identity>;
  /** The token with this secret that counts now, or null. */
  tokenOf(secret: string): Promise<Token | null>;
  /** null where nobody can sign in with a token. */
  readonly sessions: Sessions | null;
  /** Keys for what is signed: sessions, links to results. */
  readonly keyFor: KeyFor;
}

export interface AuthenticationParts {
  /** null: no sign-in. */
  readonly settings: AuthSettings | null;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly environment: Environment;
  readonly clock: () => Date;
  readonly log: Log;
}

/** Where a workspace keeps tokens and the key of its sessions. */
function authFolder(workspace: string): string {
  return join(workspace, '.trivet', 'auth');
}

/** The tokens of a workspace: those of its file and those of `TRIVET_TOKENS`. */
export function openTokens({
  workspace,
  environment,
  clock,
}: Omit<AuthenticationParts, 'settings' | 'log'>): TokenStore {
  const fromEnvironment = environment['TRIVET_TOKENS'] ?? null;
  return createTokenStore({ folder: authFolder(workspace), fromEnvironment, clock });
}

/** Reads keys and tokens at once, so that files that others may read or that are broken stop the start (`insecure-file`, `invalid-config`). */
export async function createAuthentication(parts: AuthenticationParts): Promise<Authentication> {
  const { settings, clock, log } = parts;
  if (settings === null) return openHouse();
  if (!settings.tokens && settings.oidc === null) {
    throw new TrivetError('invalid-config', 'auth in trivet.yml leaves no way to sign in.', {
      hint: 'Leave out tokens: false, or say which issuer of identities to believe with oidc.',
    });
  }
  const tokens = settings.tokens ? openTokens(parts) : null;
  await tokens?.all();
  const { secretEnv: variable } = settings.session;
  const keyFor = await readSigningKey(authFolder(parts.workspace), { variable, environment: parts.environment });
  const sessions =
    tokens === null
      ? null
      : createSessions({
          key: keyFor('session'),
          tokens,
          ended: createEndedSessions(authFolder(parts.workspace), clock),
          settings: settings.session,
          clock,
        });
  const bearer =
    settings.oidc === null ? null : createBearerCheck({ oidc: settings.oidc, folder: parts.workspace, clock, log });
  const tokenOf = async (secret: string): Promise<Token | null> => {
    const found = tokens === null ? null : findBySecret(await tokens.all(), secret);
    if (found === null || !isValid(found, clock())) return null;
    tokens?.used(found).catch((error: unknown) => log('warn', 'the use of a token could not be noted', { error }));
    return found;
  };
  const identify = async (request: FastifyRequest): Promise<Identity> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return byHeader(authorization, { tokenOf, bearer });
    const cookie = request.cookies[sessionCookie];
    const session = cookie === undefined || sessions === null ? null : await sessions.read(cookie);
    if (session === null) throw unknownCaller(cookie !== undefined);
    return { viewer: viewerOfToken(session.token, true), session, isAmbient: true };
  };
  return {
    isRequired: true,
    viewerOf: async (request) => (await identify(request)).viewer,
    identify,
    tokenOf,
    sessions,
    keyFor,
  };
}

function openHouse(): Authentication {
  return {
    isRequired: false,
    viewerOf: () => Promise.resolve(localViewer),
    identify: () => Promise.resolve({ viewer: localViewer, session: null, isAmbient: false }),
    tokenOf: () => Promise.resolve(null),
    sessions: null,
    keyFor: passingKeys(),
  };
}

interface Proofs {
  readonly tokenOf: (secret: string) => Promise<Token | null>;
  readonly bearer: BearerCheck | null;
}

/** `Bearer` with a token of ours or of an issuer; `Basic` with a token of ours as password, for programs that know only that. */
async function byHeader(written: string, { tokenOf, bearer }: Proofs): Promise<Identity> {
  const [, scheme = '', credential = ''] = /^(\w+) +(\S+) *$/.exec(written) ?? [];
  const kind = scheme.toLowerCase();
  const secret = kind === 'basic' ? passwordOf(credential) : credential;
  if (kind === 'bearer' && !isSecret(secret) && bearer !== null) {
    return { viewer: await bearer(secret), session: null, isAmbient: false };
  }
  const token = kind === 'bearer' || kind === 'basic' ? await tokenOf(secret) : null;
  if (token === null) throw unknownCaller(true);
  return { viewer: viewerOfToken(token, false), session: null, isAmbient: kind === 'basic' };
}

function passwordOf(credential: string): string {
  const text = Buffer.from(credential, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}

/** One answer for unknown, expired and revoked: a stranger learns nothing about the tokens that there are. */
function unknownCaller(cameWithProof: boolean): TrivetError {
  return cameWithProof
    ? new TrivetError('authentication-required', 'The sign-in is not known, or no longer valid.', {
        hint: 'Sign in again, or ask for a new token: trivet token create.',
      })
    : new TrivetError('authentication-required', 'This needs somebody who is signed in.', {
        hint: 'Sign in at /sign-in, or send a token in the header Authorization: Bearer ….',
      });
}
