/** What somebody may do: read published pages and views; ask and build notebooks; change the model and see executed SQL; everything. */
export type Role = 'leader' | 'analyst' | 'builder' | 'admin';

/** A value of an attribute, as `user.regions` in a row policy: one, or a list for `in (…)`. */
export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];

/** Who asks. Built once a request from a verified identity, never from what a request says of itself. */
export interface Viewer {
  /** Stable name for the audit record: a user's, a token's, `local` on loopback without sign-in. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Attributes by name, looked up by row policies. */
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** A person at a screen, a program with a service token, or a page that is being published for everyone who reads it. */
  readonly channel: 'person' | 'token' | 'page';
  /** The one purpose a service token was made for; null: any. */
  readonly purpose: string | null;
  /** Views a service token may ask, by name; null: any. */
  readonly views: readonly string[] | null;
}

const ladder: readonly Role[] = ['leader', 'analyst', 'builder', 'admin'];

/** Whether somebody has a role, or one that includes it: each role may do all that those before it may. */
export function hasRole(viewer: Pick<Viewer, 'roles'>, needed: Role): boolean {
  return viewer.roles.some((role) => ladder.indexOf(role) >= ladder.indexOf(needed));
}

/** Whether a text names a role. */
export function isRole(text: string): text is Role {
  return ladder.some((role) => role === text);
}

/** The one user of a Trivet on this machine without sign-in. */
export const localViewer: Viewer = {
  name: 'local',
  roles: ['admin'],
  attributes: new Map(),
  channel: 'person',
  purpose: null,
  views: null,
};
