import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TrivetError } from '../../lib/errors.ts';
import { hasRole, type Viewer } from '../../model/viewer.ts';
import type { Authentication, Identity } from './authentication.ts';
import { type Access, accessOf } from './route-rules.ts';
import { refuseForeign } from './same-origin.ts';
import { type CookieParts, setSessionCookie } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, verified. Throws `authentication-required` on routes that are open to everybody and for whoever is not signed in. */
    readonly viewer: Viewer;
    /** Whether a session of the sign-in page says so. */
    readonly isSignedIn: boolean;
    /** Name of who asks, for the log; null where it is not known. */
    readonly viewerName: string | null;
  }
}

export interface GuardParts {
  readonly authentication: Authentication;
  readonly cookie: CookieParts;
  /** Scheme and host that browsers use; null: those of each request. */
  readonly publicOrigin: string | null;
}

const failuresAMinute = 60;

/** Before anything else of a route runs: who asks, and may he? Deny by default. */
export async function guardRoutes(http: FastifyInstance, parts: GuardParts): Promise<void> {
  const { authentication, publicOrigin } = parts;
  const known = new WeakMap<object, Identity>();
  const refused = new WeakMap<object, TrivetError>();
  await http.register(rateLimit, { global: false });
  const failed = http.createRateLimit({ max: failuresAMinute, timeWindow: 60_000 });
  http.decorateRequest('viewer', {
    getter() {
      const identity = known.get(this);
      if (identity !== undefined) return identity.viewer;
      throw refused.get(this) ?? new TrivetError('authentication-required', 'This needs somebody who is signed in.');
    },
  });
  http.decorateRequest('isSignedIn', {
    getter() {
      return (known.get(this)?.session ?? null) !== null;
    },
  });
  http.decorateRequest('viewerName', {
    getter() {
      return known.get(this)?.viewer.name ?? null;
    },
  });
  http.addHook('onRequest', async (request, reply) => {
    const access = accessHere(request);
    refuseForeign(request, publicOrigin, false);
    if (access === 'open') return;
    try {
      const identity = await authentication.identify(request);
      refuseForeign(request, publicOrigin, identity.isAmbient);
      refuseRole(identity.viewer, access);
      known.set(request, identity);
      await renew(parts, identity, reply);
    } catch (error) {
      if (!(error instanceof TrivetError)) throw error;
      if (error.code === 'authentication-required' && access === 'proven') refused.set(request, error);
      else throw (await isTooMuch(error, request, failed)) ? tooManyAttempts() : error;
    }
  });
}

/** What was tried too often from one address. */
export function tooManyAttempts(): TrivetError {
  return new TrivetError('too-many-attempts', 'Too many attempts to sign in from this address.', {
    hint: 'Wait a minute, then try again with the right token.',
  });
}

/** Who may use the route; what lies at no route is for whoever is signed in to be told so. */
function accessHere(request: FastifyRequest): Access {
  if (request.is404) return 'leader';
  const access = accessOf(request.routeOptions.url ?? '');
  if (access !== null) return access;
  throw new TrivetError('forbidden', 'Nobody may use this address.', { hint: 'No rule says who may.' });
}

function refuseRole(viewer: Viewer, access: Access): void {
  if (access === 'open' || access === 'proven' || hasRole(viewer, access)) return;
  throw new TrivetError('forbidden', `${viewer.name} may not use this address.`, {
    hint: `It takes the role ${access}; ask whoever runs this Trivet.`,
  });
}

async function isTooMuch(
  error: TrivetError,
  request: FastifyRequest,
  failed: ReturnType<FastifyInstance['createRateLimit']>,
): Promise<boolean> {
  if (error.code !== 'authentication-required' || request.headers.authorization === undefined) return false;
  const counted = await failed(request);
  return !counted.isAllowed && counted.isExceeded;
}

async function renew(
  { authentication, cookie }: GuardParts,
  { session }: Identity,
  reply: FastifyReply,
): Promise<void> {
  if (session === null || authentication.sessions === null) return;
  const next = await authentication.sessions.renew(session);
  if (next !== null) setSessionCookie(reply, next, cookie);
}
