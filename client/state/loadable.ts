import { request, type RequestError, requestErrorOf } from '../graphql.ts';
import type { TypedDocumentString } from '../generated.ts';
import { become, type Step, Store } from './store.ts';

/** Something that is read from the server as a whole; an old value stays visible while a new one is on its way. */
interface Loadable<Value> {
  readonly loading: boolean;
  readonly value: Value | null;
  readonly error: RequestError | null;
}

type LoadEvent<Value> =
  | { readonly type: 'load' }
  | { readonly type: 'loaded'; readonly value: Value }
  | { readonly type: 'failed'; readonly error: RequestError };

function updateLoadable<Value>(
  state: Loadable<Value>,
  event: LoadEvent<Value>,
): Step<Loadable<Value>, { readonly type: 'read' }> {
  if (event.type === 'loaded') return become({ loading: false, value: event.value, error: null });
  if (event.type === 'failed') return become({ ...state, loading: false, error: event.error });
  if (state.loading) return become(state);
  return { state: { ...state, loading: true }, effects: [{ type: 'read' }] };
}

export type LoadStore<Value> = Store<Loadable<Value>, LoadEvent<Value>, { readonly type: 'read' }>;

/** A store for the answer to one document without variables; nothing is read before the first `load`. */
export function createLoadStore<Value>(
  document: TypedDocumentString<Value, Readonly<Record<string, never>>>,
): LoadStore<Value> {
  return new Store<Loadable<Value>, LoadEvent<Value>, { readonly type: 'read' }>(
    { loading: false, value: null, error: null },
    updateLoadable,
    (_effect, send) => {
      request(document, {}).then(
        (value) => send({ type: 'loaded', value }),
        (thrown: unknown) => send({ type: 'failed', error: requestErrorOf(thrown) }),
      );
    },
  );
}
