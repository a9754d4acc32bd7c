import { hasRole, type Role, type Viewer } from '../../model/viewer.ts';
import { TrivetError } from '../../lib/errors.ts';

/**
 * Who may use a route: everybody (`open`), whoever has a role or more, or whoever can prove a right in another way, which the
 * route then checks (`proven`): there the viewer is asked for and may be absent.
 */
export type Access = Role | 'open' | 'proven';

/** All routes there are. One that is not here is refused to everybody; `*` stands for any rest. */
const rules: readonly (readonly [pattern: string, access: Access])[] = [
  ['/healthz', 'open'],
  ['/readyz', 'open'],
  ['/metrics', 'proven'],
  ['/sign-in', 'open'],
  ['/sign-in.css', 'open'],
  ['/sign-out', 'open'],
  ['/assets/*', 'open'],
  ['/p/*', 'leader'],
  ['/graphql', 'leader'],
  ['/graphql/stream', 'leader'],
  ['/queries/*', 'leader'],
  ['/results', 'leader'],
  ['/results/*', 'proven'],
  ['/semantic/*', 'leader'],
  ['/notebooks/*', 'analyst'],
  ['/datasets/*', 'analyst'],
  ['/openapi.json', 'leader'],
];

/** Who may use the route with this pattern (`/p/:page`); null: nobody. */
export function accessOf(route: string): Access | null {
  const found = rules.find(([pattern]) =>
    pattern.endsWith('*') ? route.startsWith(pattern.slice(0, -1)) : route === pattern,
  );
  return found?.[1] ?? null;
}

/** Throws `forbidden` unless the viewer has the role; `what` completes “may not …”. */
export function demandRole(viewer: Viewer, role: Role, what: string): void {
  if (hasRole(viewer, role)) return;
  throw new TrivetError('forbidden', `${viewer.name} may not ${what}.`, {
    hint: `That takes the role ${role}; ask whoever runs this Trivet.`,
  });
}
