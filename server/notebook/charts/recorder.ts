import type { View } from 'vega';

export interface Heard {
  readonly warnings: string[];
  readonly errors: string[];
}

type Logger = ReturnType<View['logger']>;

/** A logger that keeps what it is told: Vega reports errors of a running chart nowhere else. */
export function recorder(): { readonly logger: Logger; readonly heard: Heard } {
  const heard: Heard = { warnings: [], errors: [] };
  const keep = (list: string[], texts: readonly unknown[]): Logger => {
    list.push(texts.map((text) => (text instanceof Error ? text.message : String(text))).join(' '));
    return logger;
  };
  const logger = {
    level: () => logger,
    error: (...texts: readonly unknown[]) => keep(heard.errors, texts),
    warn: (...texts: readonly unknown[]) => keep(heard.warnings, texts),
    info: () => logger,
    debug: () => logger,
  } as Logger; // The overloads of `level` cannot be written as one function.
  return { logger, heard };
}
