import { randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { AuthSettings } from '../../model/auth-settings.ts';
import type { EndedSessions } from './ended-sessions.ts';
import { isValid, type Token } from './token.ts';
import type { TokenStore } from './token-store.ts';

/** The sign-in of a person, as the signed cookie says it. */
export interface Session {
  readonly id: string;
  readonly token: Token;
  readonly beganAt: Date;
  /** When the cookie was last made anew. */
  readonly renewedAt: Date;
}

/** Cookies of people who signed in with a token; they end with the token, after a time without use, and when signed out. */
export interface Sessions {
  /** A cookie of a session that begins now: never one that the browser brought. */
  begin(token: Token): Promise<string>;
  /** The session of a cookie; null when it is forged, too old, signed out, or its token counts no more. */
  read(cookie: string): Promise<Session | null>;
  /** The cookie that goes on with a session; null while the present one is young enough. */
  renew(session: Session): Promise<string | null>;
  /** Ends a session, also for whoever kept a copy of its cookie. */
  end(cookie: string): Promise<void>;
  /** Seconds for which a browser keeps a cookie. */
  readonly maxAge: number;
}

export interface SessionParts {
  readonly key: Uint8Array;
  readonly tokens: TokenStore;
  readonly ended: EndedSessions;
  readonly settings: AuthSettings['session'];
  readonly clock: () => Date;
}

const algorithm = 'HS256';
const audience = 'trivet-session';

/** Sessions that live in their signed cookies. */
export function createSessions({ key, tokens, ended, settings, clock }: SessionParts): Sessions {
  const idleMs = settings.idleMinutes * 60_000;
  const longestMs = settings.hours * 3_600_000;

  const print = (session: Pick<Session, 'id' | 'token' | 'beganAt'>): Promise<string> => {
    const now = clock().getTime();
    const until = Math.min(now + idleMs, session.beganAt.getTime() + longestMs);
    return new SignJWT({ token: session.token.id, began: Math.floor(session.beganAt.getTime() / 1000) })
      .setProtectedHeader({ alg: algorithm })
      .setJti(session.id)
      .setAudience(audience)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor(until / 1000))
      .sign(key);
  };
  const verified = (cookie: string) =>
    jwtVerify(cookie, key, {
      algorithms: [algorithm],
      audience,
      currentDate: clock(),
      requiredClaims: ['jti', 'iat', 'exp', 'token', 'began'],
    }).then(
      ({ payload }) => payload,
      () => null,
    );

  return {
    maxAge: settings.idleMinutes * 60,
    begin: (token) => print({ id: randomBytes(18).toString('base64url'), token, beganAt: clock() }),
    read: async (cookie) => {
      const said = await verified(cookie);
      if (said?.jti === undefined || (await ended.has(said.jti))) return null;
      const token = (await tokens.all()).find(({ id }) => id === said['token']);
      if (token === undefined || !isValid(token, clock())) return null;
      const at = (seconds: unknown): Date => new Date(Number(seconds) * 1000);
      return { id: said.jti, token, beganAt: at(said['began']), renewedAt: at(said.iat) };
    },
    renew: async (session) => {
      const age = clock().getTime() - session.renewedAt.getTime();
      return age < idleMs / 6 ? null : print(session);
    },
    end: async (cookie) => {
      const said = await verified(cookie);
      if (said?.jti === undefined) return;
      await ended.add(said.jti, Number(said['began']) * 1000 + longestMs);
    },
  };
}
