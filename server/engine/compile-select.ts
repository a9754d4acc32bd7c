/** text of a person → checked → tables replaced by what they stand for → compared → statement with bound parameters */
import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import type { Json } from '../lib/json.ts';
import type { Parameter, Statement } from '../sql/sql.ts';
import type { Engine } from './engine.ts';
import { type CheckedSelect, checkSelect } from './gate/gate.ts';
import { positionAt } from './positions.ts';
import { checkSplice, fromTable, spliceTables } from './splice.ts';
import { isNode, type Node, nodesOf, textOf } from './syntax-tree.ts';

export interface SelectNames {
  /** Names that the text may read, with the SQL each stands for: `scope."orders"`, `read_parquet('…')`. Trusted. */
  readonly relations: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

export interface CompiledSelect {
  readonly statement: Statement;
  readonly reads: { readonly relations: readonly string[]; readonly parameters: readonly string[] };
  readonly volatile: boolean;
  readonly perQuery: boolean;
  readonly unorderedLimit: boolean;
  /** Its rows come in an order that the text asks for. */
  readonly ordered: boolean;
}

/**
 * A statement from a person's SELECT. Throws `sql-invalid`, `sql-refused`, `unknown-dataset` or `unknown-parameter`, with the
 * place in the text.
 */
export async function compileSelect(engine: Engine, text: string, names: SelectNames): Promise<CompiledSelect> {
  const relations = new Set(names.relations.keys());
  const [ast, functions] = await Promise.all([engine.serialize(text), engine.functions()]);
  const checked = checkSelect(ast, text, { relations, functions });
  const parameters = bind(text, checked, names.parameters);
  const spliced = await splice(engine, { text, ast, checked }, (name) => names.relations.get(name) ?? '');
  const { volatile, perQuery, unorderedLimit } = checked;
  return {
    statement: { text: spliced, parameters },
    reads: { relations: relationsOf(checked), parameters: [...checked.parameters.keys()] },
    volatile,
    perQuery,
    unorderedLimit,
    ordered: isOrdered(ast),
  };
}

export interface InspectedSelect {
  /** As written, each once; tables that nobody knows among them. */
  readonly tables: readonly string[];
  readonly parameters: readonly string[];
  readonly volatile: boolean;
  readonly perQuery: boolean;
  readonly unorderedLimit: boolean;
}

/** What a text reads, without asking whether that exists. Throws where the text is no SELECT that may run. */
export async function inspectSelect(engine: Engine, text: string): Promise<InspectedSelect> {
  const [ast, functions] = await Promise.all([engine.serialize(text), engine.functions()]);
  const checked = checkSelect(ast, text, { relations: null, functions });
  const { volatile, perQuery, unorderedLimit } = checked;
  return {
    tables: relationsOf(checked),
    parameters: [...checked.parameters.keys()],
    volatile,
    perQuery,
    unorderedLimit,
  };
}

interface Parsed {
  readonly text: string;
  readonly ast: Json;
  readonly checked: CheckedSelect;
}

async function splice(
  engine: Engine,
  { text, ast, checked }: Parsed,
  sqlOf: (name: string) => string,
): Promise<string> {
  if (checked.tables.length === 0) return text;
  const spliced = spliceTables(text, checked.tables, sqlOf);
  const standIns = new Map<string, Node>();
  for (const name of relationsOf(checked)) {
    standIns.set(name, fromTable(await engine.serialize(`FROM ${sqlOf(name)}`)));
  }
  checkSplice(ast, await engine.serialize(spliced), checked.tables, standIns);
  return spliced;
}

function isOrdered(ast: Json): boolean {
  const [statement] = isNode(ast) ? nodesOf(ast['statements']) : [];
  const modifiers = isNode(statement?.['node']) ? nodesOf(statement['node']['modifiers']) : [];
  return modifiers.some((modifier) => textOf(modifier['type']) === 'ORDER_MODIFIER');
}

function relationsOf(checked: CheckedSelect): readonly string[] {
  return [...new Set(checked.tables.map((table) => table.name))].toSorted();
}

/** Values in the order of the engine's numbers. Names of parameters are compared as the engine does: without case. */
function bind(text: string, checked: CheckedSelect, known: ReadonlyMap<string, Parameter>): readonly Parameter[] {
  const byName = new Map([...known].map(([name, parameter]) => [name.toLowerCase(), parameter]));
  return [...checked.parameters.keys()].map((name) => {
    const parameter = byName.get(name.toLowerCase());
    if (parameter !== undefined) return parameter;
    const offset = text.indexOf(`$${name}`);
    throw new TrivetError('unknown-parameter', `There is no parameter called ${name}.`, {
      hint: /^\d*$/.test(name) ? 'Parameters have names here: $month.' : didYouMean(name, known.keys()),
      choices: [...known.keys()],
      position: offset < 0 ? undefined : positionAt(text, offset, name.length + 1),
    });
  });
}
