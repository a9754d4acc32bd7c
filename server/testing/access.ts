import { parseExpression } from '../model/expression/parse.ts';
import type { AccessRule, ColumnAccess, Model } from '../model/model.ts';
import { localViewer, type Viewer } from '../model/viewer.ts';

/** Somebody with the role analyst at a screen. */
export function analyst(attributes: Readonly<Record<string, string | readonly string[]>> = {}): Viewer {
  return viewer('analyst', { attributes: new Map(Object.entries(attributes)) });
}

/** Somebody with one role. */
export function viewer(role: Viewer['roles'][number], more: Partial<Viewer> = {}): Viewer {
  return { ...localViewer, name: `a ${role}`, roles: [role], ...more };
}

interface RuleParts {
  readonly roles?: AccessRule['roles'];
  readonly rows?: string;
  readonly columns?: Readonly<Record<string, ColumnAccess>>;
}

/** A rule of a model file; for analysts unless said. */
export function rule(dataset: string, { roles = ['analyst'], rows, columns = {} }: RuleParts = {}): AccessRule {
  return {
    dataset,
    roles,
    rows: rows === undefined ? null : parseExpression(rows),
    columns: new Map(Object.entries(columns)),
  };
}

/** The same model with rules: those given, and one for every other dataset that opens all of it to analysts and leaders. */
export function withAccess(model: Model, rules: readonly AccessRule[]): Model {
  const ruled = new Set(rules.map(({ dataset }) => dataset));
  const others = [...model.datasets.keys()].filter((name) => !ruled.has(name));
  return { ...model, access: [...rules, ...others.map((name) => rule(name, { roles: ['analyst', 'leader'] }))] };
}
