import { type ErrorCode, messageOf, TrivetError } from '../../lib/errors.ts';
import { type Problem, problem } from '../../lib/problem.ts';
import type { KeyPath, YamlSource } from './read-yaml.ts';

/** Something in a YAML file that a finding can be about. */
export interface Place {
  readonly source: YamlSource;
  readonly path: KeyPath;
  /** As people say it: `responses.joins.customer`, `metrics.nps`. */
  readonly subject: string;
}

/** Where findings are put. */
export type Report = (finding: Problem) => void;

export interface FindingDetails {
  readonly hint?: string | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly severity?: Problem['severity'];
}

/** A place below another. */
export function below(place: Place, ...keys: readonly (string | number)[]): Place {
  return { source: place.source, path: [...place.path, ...keys], subject: [place.subject, ...keys].join('.') };
}

/** A problem about the value at a place. */
export function finding(place: Place, code: ErrorCode, message: string, details: FindingDetails = {}): Problem {
  const position = place.source.valueAt(place.path);
  return problem(code, message, { ...details, file: place.source.file, subject: place.subject, position });
}

/** What was thrown about the text at a place: an error's own position counts from the start of that text. */
export function thrownAt(place: Place, thrown: unknown): Problem {
  if (!(thrown instanceof TrivetError)) return finding(place, 'internal', messageOf(thrown));
  const found = finding(place, thrown.code, thrown.message, { hint: thrown.hint, choices: thrown.choices });
  return thrown.position === undefined
    ? found
    : { ...found, position: place.source.within(place.path, thrown.position) };
}

/** What `make` yields, or null after reporting what it threw about the value at a place. */
export function attempt<Made>(place: Place, report: Report, make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    report(thrownAt(place, error));
    return null;
  }
}
