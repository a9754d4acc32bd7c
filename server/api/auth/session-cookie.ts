import type { FastifyReply } from 'fastify';
import { sessionCookie } from './authentication.ts';

export interface CookieParts {
  /** Path below which the server lies; empty: the root. */
  readonly basePath: string;
  /** Whether browsers reach the server by TLS; null: as each request says. */
  readonly isSecure: boolean | null;
  readonly maxAge: number;
}

/** Hands a session to the browser: no script reads it, and no other site makes the browser send it. */
export function setSessionCookie(reply: FastifyReply, value: string, parts: CookieParts): void {
  void reply.setCookie(sessionCookie, value, { ...flags(reply, parts), maxAge: parts.maxAge });
}

export function clearSessionCookie(reply: FastifyReply, parts: CookieParts): void {
  void reply.clearCookie(sessionCookie, flags(reply, parts));
}

function flags(reply: FastifyReply, { basePath, isSecure }: CookieParts) {
  const secure = isSecure ?? reply.request.protocol === 'https';
  return { path: basePath === '' ? '/' : basePath, httpOnly: true, sameSite: 'strict', secure } as const;
}
