/** Writes one line of JSON; values of people (SQL parameters, bodies) are never handed to it. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void;

/** A log that writes lines to a stream; errors are written with their stack. */
export function createLog(write: (line: string) => void, clock: () => Date): Log {
  return (level, message, details = {}) => {
    const plain = Object.fromEntries(
      Object.entries(details).map(([key, value]) => [
        key,
        value instanceof Error ? (value.stack ?? value.message) : value,
      ]),
    );
    write(`${JSON.stringify({ at: clock().toISOString(), level, message, ...plain })}\n`);
  };
}
