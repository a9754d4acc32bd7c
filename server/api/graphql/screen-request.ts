/** a request for GraphQL as it arrives → refused before a document is read, or let through as known or open */
import { TrivetError } from '../../lib/errors.ts';
import { hasRole, type Viewer } from '../../model/viewer.ts';
import type { OperationsAllowed } from '../../model/settings.ts';
import type { KnownOperations } from './known-operations.ts';
import type { DocumentStore } from './document-store.ts';
import type { Trust } from './limits.ts';

/** What a client sent: the body of a POST, or the query part of a GET. */
export interface SentRequest {
  readonly query: string | null;
  readonly hash: string | null;
  readonly variables: unknown;
}

/** Levels of lists and objects in variables: a filter has at most 20, and each of its levels is two. */
const deepestVariables = 64;

/** What variables are refused with that no reader could follow to their end; null where they are not. */
export function depthRefusal({ variables }: SentRequest): { readonly errors: readonly object[] } | null {
  if (!isDeeperThan(variables, deepestVariables)) return null;
  const message = `The variables are nested more than ${deepestVariables} levels deep.`;
  const hint = 'Conditions of one kind can stand side by side in one list.';
  return { errors: [{ message, extensions: { code: 'BAD_USER_INPUT', hint, choices: [] } }] };
}

export interface Screen {
  readonly known: KnownOperations;
  readonly documents: DocumentStore;
  readonly allowed: OperationsAllowed;
}

/** Whether the document is one of the client's own; throws `forbidden` where only those are answered. */
export async function screenRequest(sent: SentRequest, viewer: Viewer, screen: Screen): Promise<Trust> {
  const stored = sent.query === null && sent.hash !== null ? await screen.documents.get(`apq:${sent.hash}`) : undefined;
  const text = sent.query ?? stored ?? null;
  if (text !== null && screen.known.has(text)) return 'known';
  const isOpen =
    screen.allowed === 'open' || (screen.allowed === 'persisted-for-leaders' && hasRole(viewer, 'analyst'));
  // A hash that nobody knows yet is answered as such: its text, when it comes, is looked at here.
  if (isOpen || text === null) return 'open';
  throw new TrivetError('forbidden', 'Only the operations of Trivet itself are answered here.', {
    hint: 'trivet.yml says so under operations; saved queries and files of results are not bound by it.',
  });
}

/** The parts of a request that are looked at; what is not there, or not of its type, is null. */
export function sentRequest(parts: unknown): SentRequest {
  const fields = isRecord(parts) ? parts : {};
  const extensions = parsed(fields['extensions']);
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : null;
  const hash = isRecord(persisted) ? persisted['sha256Hash'] : null;
  const query = fields['query'];
  return {
    query: typeof query === 'string' ? query : null,
    hash: typeof hash === 'string' ? hash : null,
    variables: parsed(fields['variables']),
  };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth++) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
