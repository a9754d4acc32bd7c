import type { FastifyRequest } from 'fastify';
import { TrivetError } from '../../lib/errors.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of a stranger makes a browser send (`forbidden`): requests that change something must come from our own
 * pages. A request that says nothing of its origin comes from no browser; it is refused only where a browser's own proof
 * (`isAmbient`) stands behind it.
 */
export function refuseForeign(request: FastifyRequest, publicOrigin: string | null, isAmbient: boolean): void {
  if (reading.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const own = publicOrigin ?? `${request.protocol}://${request.host}`;
  const isOwn =
    site !== undefined ? site === 'same-origin' || site === 'none' : origin === undefined ? !isAmbient : origin === own;
  if (isOwn) return;
  throw new TrivetError('forbidden', 'This request came from a page of another site.', {
    hint: 'Open Trivet itself and try again there; behind a proxy, set auth.publicUrl to the address that browsers use.',
  });
}
