import { didYouMean } from '../../lib/closest.ts';
import { type ErrorCode, TrivetError } from '../../lib/errors.ts';
import { RouteRefusal } from '../problem-details.ts';
import { pointer } from './request.ts';

/** Looks ids up and keeps what is not there, to refuse all of it at once. */
export class Names {
  readonly #missing: { readonly path: readonly PropertyKey[]; readonly error: TrivetError }[] = [];

  /** The member with an id; null when there is none, which `settle` then refuses. */
  find<Member>(
    members: ReadonlyMap<string, Member>,
    id: string,
    path: readonly PropertyKey[],
    what: What,
  ): Member | null {
    const found = members.get(id);
    if (found !== undefined) return found;
    this.refuse(path, codes[what], `The view has no ${what} with the id ${id}.`, didYouMean(id, members.keys()));
    return null;
  }

  refuse(path: readonly PropertyKey[], code: ErrorCode, message: string, hint: string | undefined): void {
    this.#missing.push({ path, error: new TrivetError(code, message, { hint }) });
  }

  /** Throws 400 with every place where something is wrong. */
  settle(): void {
    const [first, ...others] = this.#missing;
    if (first === undefined) return;
    const { code, message, hint } = first.error;
    const refusal = new TrivetError(code, message, { hint, refusals: others.map(({ error }) => error) });
    const invalid = this.#missing.map(({ path, error }) => ({ name: pointer(path), reason: error.message }));
    throw new RouteRefusal(400, refusal, invalid);
  }
}

type What = 'metric' | 'dimension';

const codes = { metric: 'unknown-metric', dimension: 'unknown-dimension' } as const;
