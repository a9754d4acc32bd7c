import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Model } from '../../model/model.ts';
import { isValid, type Token } from './token.ts';
import { expiryOf, type TokenCommand } from './token-command.ts';
import type { TokenStore } from './token-store.ts';

/** Lines of a command: what it found or made, for programs to read, and what there is to say about it. */
export interface TokenAnswer {
  readonly results: readonly string[];
  readonly notes: readonly string[];
}

/** Does it. The secret of a new token is shown here and never again. */
export async function runTokenCommand(command: TokenCommand, tokens: TokenStore, now: Date): Promise<TokenAnswer> {
  if (command.act === 'list') return listed(await tokens.all(), await tokens.lastUses(), now);
  if (command.act === 'revoke') {
    const { name } = await tokens.revoke(command.name);
    return { results: [], notes: [`${name} is revoked; a running server knows it at once.`] };
  }
  const request = { ...command.asked, expiresAt: expiryOf(command.expires, now) };
  const { token, secret } = command.print ? tokens.make(request) : await tokens.create(request);
  const until = token.expiresAt === null ? 'until it is revoked' : `until ${token.expiresAt.slice(0, 10)}`;
  const notes = [`${token.name} may come in as ${token.roles.join(', ')} ${until}. The token is not shown again.`];
  if (!command.print) return { results: [secret], notes };
  return {
    results: [secret, JSON.stringify([token])],
    notes: [...notes, 'Nothing was written: the second line is for TRIVET_TOKENS.'],
  };
}

/** Refuses a token for views or a purpose that the model does not have: `unknown-view`, `unknown-purpose`. */
export function refuseUnknownNames(
  { asked: { views, purpose } }: Extract<TokenCommand, { readonly act: 'create' }>,
  model: Model,
): void {
  const view = views?.find((name) => !model.views.has(name));
  if (view !== undefined) {
    throw new TrivetError('unknown-view', `No view is called ${view}.`, { hint: didYouMean(view, model.views.keys()) });
  }
  const purposes = new Set([...model.datasets.values()].flatMap((dataset) => dataset.purposes));
  if (purpose === null || purposes.size === 0 || purposes.has(purpose)) return;
  throw new TrivetError('unknown-purpose', `No dataset may be used for ${purpose}.`, {
    hint: didYouMean(purpose, purposes),
  });
}

function listed(tokens: readonly Token[], uses: ReadonlyMap<string, string>, now: Date): TokenAnswer {
  if (tokens.length === 0) {
    return { results: [], notes: ['There is no token yet: trivet token create --name you --role analyst'] };
  }
  const rows = tokens.map((token) => [
    token.name,
    token.roles.join(', '),
    stateOf(token, now),
    `used ${uses.get(token.id)?.replace(/:.*$/, 'h').replace('T', ' ') ?? 'never'}`,
    limitsOf(token),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ');
  return { results: rows.map((row) => line(row).trimEnd()), notes: [] };
}

function stateOf(token: Token, now: Date): string {
  if (token.revokedAt !== null) return `revoked ${token.revokedAt.slice(0, 10)}`;
  if (token.expiresAt === null) return 'does not end';
  return `${isValid(token, now) ? 'until' : 'ended'} ${token.expiresAt.slice(0, 10)}`;
}

function limitsOf({ purpose, views, attributes }: Token): string {
  return [
    ...(purpose === null ? [] : [`purpose ${purpose}`]),
    ...(views === null ? [] : [`views ${views.join(', ')}`]),
    ...Object.entries(attributes).map(([name, value]) => `${name}=${String(value)}`),
  ].join('; ');
}
