import type { QueryResolvers, Role } from './generated.ts';

export const query: Pick<QueryResolvers, 'viewer'> = {
  viewer: (_parent, _arguments, { viewer, isSignedIn }) => ({
    name: viewer.name,
    // The roles and those of the wire are the same words.
    roles: viewer.roles.map((role) => role.toUpperCase() as Role),
    purpose: viewer.purpose,
    views: viewer.views,
    isSignedIn,
  }),
};
