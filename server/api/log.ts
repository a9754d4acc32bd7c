import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Writes one line of JSON; values of people (SQL parameters, bodies, tokens) are never handed to it. */
export type Log = (level: LogLevel, message: string, details?: Readonly<Record<string, unknown>>) => void;

/** The id of the request that is being answered; every line that is written meanwhile carries it. */
export const requestScope = new AsyncLocalStorage<string>();

/** Keys that would name a secret: a second line of defence, since none is ever handed over. */
const secrets = ['authorization', 'cookie', 'token', 'secret', 'password', 'body', 'parameters', 'variables'];

/** A log that writes lines to a stream; errors are written with their stack. */
export function createLog(write: (line: string) => void, clock: () => Date): Log {
  const writer = pino(
    {
      base: null,
      level: 'debug',
      messageKey: 'message',
      timestamp: () => `,"at":"${clock().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secrets.flatMap((key) => [key, `*.${key}`]), censor: '[hidden]' },
      mixin: () => {
        const requestId = requestScope.getStore();
        return requestId === undefined ? {} : { requestId };
      },
    },
    { write },
  );
  return (level, message, details = {}) => writer[level](plain(details), message);
}

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** The same log without what is less than `level`. */
export function fromLevel(log: Log, level: LogLevel): Log {
  return (given, message, details) => {
    if (order.indexOf(given) >= order.indexOf(level)) log(given, message, details);
  };
}

function plain(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      value instanceof Error ? (value.stack ?? value.message) : value,
    ]),
  );
}
