/**
 * Turns a listener into an asynchronous sequence that ends with the signal or when the reader stops. What arrives while the
 * reader is busy waits; `fold` puts an event to those that wait and may drop what it makes superfluous, so that a reader who
 * never reads costs no more than one state.
 */
export async function* eventStream<Event>(
  subscribe: (listener: (event: Event) => void) => () => void,
  fold: (waiting: readonly Event[], event: Event) => readonly Event[],
  signal: AbortSignal,
): AsyncGenerator<Event> {
  let waiting: readonly Event[] = [];
  let wake: () => void = () => {};
  const stop = subscribe((event) => {
    waiting = fold(waiting, event);
    wake();
  });
  const ended = (): void => wake();
  signal.addEventListener('abort', ended);
  try {
    while (!signal.aborted) {
      const [event] = waiting;
      if (event !== undefined) {
        waiting = waiting.slice(1);
        yield event;
        continue;
      }
      await new Promise<void>((resume) => {
        wake = resume;
      });
    }
  } finally {
    signal.removeEventListener('abort', ended);
    stop();
  }
}
