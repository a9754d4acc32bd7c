/** What an event leads to: the next state, and what has to happen outside. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export type Update<State, Event, Effect> = (state: State, event: Event) => Step<State, Effect>;

/** Does one effect and reports back by events; the only place where anything outside is touched. */
export type Perform<Event, Effect> = (effect: Effect, send: (event: Event) => void) => void;

/** event → update (pure) → state that listeners see, and effects that are performed */
export class Store<State, Event, Effect = never> {
  #state: State;
  readonly #update: Update<State, Event, Effect>;
  readonly #perform: Perform<Event, Effect>;
  readonly #listeners = new Set<() => void>();

  constructor(initial: State, update: Update<State, Event, Effect>, perform: Perform<Event, Effect>) {
    this.#state = initial;
    this.#update = update;
    this.#perform = perform;
  }

  get state(): State {
    return this.#state;
  }

  readonly send = (event: Event): void => {
    const { state, effects } = this.#update(this.#state, event);
    const changed = state !== this.#state;
    this.#state = state;
    if (changed) for (const listener of this.#listeners) listener();
    for (const effect of effects) this.#perform(effect, this.send);
  };

  /** Calls the listener after each change; gives back the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A step without effects. */
export function become<State>(state: State): Step<State, never> {
  return { state, effects: [] };
}
