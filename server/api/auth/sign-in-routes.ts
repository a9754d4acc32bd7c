import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrivetError } from '../../lib/errors.ts';
import { type Authentication, sessionCookie } from './authentication.ts';
import { tooManyAttempts } from './guard.ts';
import { returnPath } from './return-path.ts';
import { clearSessionCookie, type CookieParts, setSessionCookie } from './session-cookie.ts';
import { onwardPage, refusalPage, signInPage } from './sign-in-page.ts';

export interface SignInParts {
  readonly authentication: Authentication;
  readonly cookie: CookieParts;
  /** Name of the workspace. */
  readonly name: () => string;
}

/** Without any script, and with nothing from elsewhere. */
const policy =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const triesAMinute = 10;
const formLimit = 8 * 1024;

/** `/sign-in` and `/sign-out`; where nobody has to sign in, the first leads home. */
export async function signInRoutes(http: FastifyInstance, parts: SignInParts): Promise<void> {
  const style = await readFile(new URL('./sign-in.css', import.meta.url), 'utf8');
  const tries = http.createRateLimit({ max: triesAMinute, timeWindow: 60_000 });
  await http.register(async (forms) => {
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    forms.get('/sign-in.css', (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').type('text/css').send(style),
    );
    forms.get<{ Querystring: { to?: unknown } }>('/sign-in', async (request, reply) => {
      const to = returnPath(request.query.to);
      const isKnown = await parts.authentication.viewerOf(request).then(
        () => true,
        () => false,
      );
      return isKnown ? onward(reply, parts, to) : form(reply.code(200), parts, { to, problem: null });
    });
    forms.post('/sign-in', { bodyLimit: formLimit }, async (request, reply) => {
      const counted = await tries(request);
      if (!counted.isAllowed && counted.isExceeded) throw tooManyAttempts();
      return signIn(request, reply, parts);
    });
    forms.post('/sign-out', { bodyLimit: formLimit }, async (request, reply) => {
      const cookie = request.cookies[sessionCookie];
      if (cookie !== undefined) await parts.authentication.sessions?.end(cookie);
      clearSessionCookie(reply, parts.cookie);
      return reply.redirect(`${parts.cookie.basePath}/sign-in`, 303);
    });
  });
}

async function signIn(request: FastifyRequest, reply: FastifyReply, parts: SignInParts): Promise<FastifyReply> {
  const { authentication } = parts;
  const { sessions } = authentication;
  const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const to = returnPath(fields.get('to'));
  const token = sessions === null ? null : await authentication.tokenOf((fields.get('token') ?? '').trim());
  if (token === null || sessions === null) {
    const problem = 'This token is not known, or it is no longer valid. Copy all of it, from trivet_ to its end.';
    return form(reply.code(401).header('www-authenticate', 'Bearer realm="Trivet"'), parts, { to, problem });
  }
  const before = request.cookies[sessionCookie];
  if (before !== undefined) await sessions.end(before);
  setSessionCookie(reply, await sessions.begin(token), parts.cookie);
  return onward(reply, parts, to);
}

function onward(reply: FastifyReply, { cookie }: SignInParts, to: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(`${cookie.basePath}${to}`, 303);
}

function form(
  reply: FastifyReply,
  { authentication, cookie, name }: SignInParts,
  words: { readonly to: string; readonly problem: string | null },
): FastifyReply {
  const takesTokens = authentication.sessions !== null;
  return sendPage(reply, signInPage({ name: name(), basePath: cookie.basePath, takesTokens, ...words }));
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .type('text/html')
    .send(text);
}

/** A refusal for somebody who looks at an address in a browser: the way to sign in, or a page that says why not. */
export function answerBrowser(
  request: FastifyRequest,
  reply: FastifyReply,
  basePath: string,
  error: TrivetError,
): void {
  const to = returnPath(request.url);
  if (error.code !== 'authentication-required') {
    const { message, hint } = error;
    const title = error.code === 'forbidden' ? 'You may not open this' : 'Not now';
    sendPage(reply, refusalPage(basePath, { title, message, hint }));
  } else if (mayHaveLeftOut(request)) {
    sendPage(reply.code(200), onwardPage(basePath, to));
  } else {
    const asked = to === '/' ? '' : `?to=${encodeURIComponent(to)}`;
    void reply.header('cache-control', 'no-store').redirect(`${basePath}/sign-in${asked}`, 303);
  }
}

/** Whether a browser followed a link from another site, and so left out a cookie that it may have. */
function mayHaveLeftOut(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return (site === 'cross-site' || site === 'same-site') && request.cookies[sessionCookie] === undefined;
}
