import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Anything that can be watched: a Store, whatever its events. */
export interface Watched {
  subscribe(listener: () => void): () => void;
}

/** Draws its element anew when a store changes (add it with `addController`); the store may be exchanged, and is let go with the element. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #stores: () => readonly (Watched | undefined)[];
  #watched: readonly (Watched | undefined)[] = [];
  #ends: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, stores: () => readonly (Watched | undefined)[]) {
    this.#host = host;
    this.#stores = stores;
  }

  hostConnected(): void {
    this.#watch();
  }

  hostUpdate(): void {
    this.#watch();
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#watched = [];
  }

  #watch(): void {
    const stores = this.#stores();
    if (stores.length === this.#watched.length && stores.every((store, index) => store === this.#watched[index]))
      return;
    for (const end of this.#ends) end();
    this.#watched = stores;
    this.#ends = stores.flatMap((store) => (store ? [store.subscribe(() => this.#host.requestUpdate())] : []));
  }
}
