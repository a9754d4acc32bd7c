/**
 * Turns a listener into an asynchronous sequence that ends with the signal or when the reader stops. What arrives while the
 * reader is busy waits in order.
 */
export async function* eventStream<Event>(
  subscribe: (listener: (event: Event) => void) => () => void,
  signal: AbortSignal,
): AsyncGenerator<Event> {
  const waiting: Event[] = [];
  let wake: () => void = () => {};
  const stop = subscribe((event) => {
    waiting.push(event);
    wake();
  });
  const ended = (): void => wake();
  signal.addEventListener('abort', ended);
  try {
    while (!signal.aborted) {
      const event = waiting.shift();
      if (event !== undefined) {
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
