/** syntax tree of a text → tables, parameters and properties of it, or a refusal with its place */
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { FunctionCatalogue } from '../engine.ts';
import { checkFunction, checkTableFunction } from './gate-calls.ts';
import { notParsed, refused, unknownTable } from './gate-errors.ts';
import { expressions, mayEnd, momentNames, structures } from './gate-shapes.ts';
import { isNode, listOf, locationOf, type Node, nodesOf, textOf } from '../syntax-tree.ts';

export interface CheckedSelect {
  /** Every place at which a relation is read, in no order. */
  readonly tables: readonly TablePlace[];
  /** Parameters by the number under which the engine knows them, from 1. */
  readonly parameters: ReadonlyMap<string, number>;
  readonly ctes: readonly string[];
  /** Another answer each time: must not be stored, cannot be published. */
  readonly volatile: boolean;
  /** Depends on the moment of the query (`now()`, `current_date`). */
  readonly perQuery: boolean;
  /** LIMIT or SAMPLE without an order: any rows may come. */
  readonly unorderedLimit: boolean;
}

export interface TablePlace {
  /** As the relation is called, whatever the case it was written in. */
  readonly name: string;
  /** Bytes of the text in UTF-8. */
  readonly offset: number;
  readonly alias: string | null;
  /** `DESCRIBE t`, `SUMMARIZE t`: no alias may follow. */
  readonly described: boolean;
  readonly node: Node;
}

export interface GateOptions {
  /** Names that may be read; null: any, for looking at what a text reads. */
  readonly relations: ReadonlySet<string> | null;
  readonly functions: FunctionCatalogue;
}

/** Checks that a text is one SELECT that reads only what it may and calls only what is harmless. */
export function checkSelect(ast: Json, text: string, options: GateOptions): CheckedSelect {
  const statement = onlyStatement(ast, text);
  const gate = new Gate(text, options);
  gate.visit(statement['node'], noNames);
  const named = nodesOf(statement['named_param_map']).map(
    (each) => [textOf(each['key']), Number(each['value'])] as const,
  );
  return { ...gate.found(), parameters: new Map(named.toSorted((a, b) => a[1] - b[1])) };
}

const noNames: ReadonlySet<string> = new Set();

function onlyStatement(ast: Json, text: string): Node {
  if (!isNode(ast) || ast['error'] !== false) throw notParsed(ast, text);
  const [statement, second] = nodesOf(ast['statements']);
  if (statement === undefined) {
    throw new TrivetError('sql-invalid', 'There is no statement.', { hint: 'Write a SELECT, or start with FROM.' });
  }
  if (second !== undefined) {
    throw new TrivetError('sql-refused', 'There is more than one statement.', {
      hint: 'Put each into a cell of its own, and leave out what follows the last semicolon.',
    });
  }
  return statement;
}

class Gate {
  readonly #text: string;
  readonly #relations: ReadonlyMap<string, string> | null;
  readonly #functions: FunctionCatalogue;
  readonly #tables: TablePlace[] = [];
  readonly #ctes = new Set<string>();
  #volatile = false;
  #perQuery = false;
  #unorderedLimit = false;

  constructor(text: string, { relations, functions }: GateOptions) {
    this.#text = text;
    this.#relations = relations === null ? null : new Map([...relations].map((name) => [name.toLowerCase(), name]));
    this.#functions = functions;
  }

  found(): Omit<CheckedSelect, 'parameters'> {
    return {
      tables: this.#tables,
      ctes: [...this.#ctes],
      volatile: this.#volatile,
      perQuery: this.#perQuery,
      unorderedLimit: this.#unorderedLimit,
    };
  }

  /** `scope`: names of common table expressions, in lower case, that hide tables here. */
  visit(json: Json | undefined, scope: ReadonlySet<string>, described = false): void {
    for (const item of listOf(json)) this.visit(item, scope);
    if (!isNode(json)) return;
    if (typeof json['class'] === 'string') this.#expression(json, scope);
    else if (typeof json['type'] === 'string') this.#structure(json, scope, described);
    else this.#members(json, scope);
  }

  #members(node: Node, scope: ReadonlySet<string>, except: readonly string[] = []): void {
    for (const [key, member] of Object.entries(node)) if (!except.includes(key)) this.visit(member, scope);
  }

  #expression(node: Node, scope: ReadonlySet<string>): void {
    const kind = textOf(node['class']);
    if (!expressions.has(kind)) throw refused(`${kind} is not supported here.`, this.#text, node);
    if (kind === 'CONSTANT') return;
    if (kind === 'FUNCTION' || kind === 'WINDOW') {
      const name = checkFunction(node, this.#text, this.#functions);
      this.#volatile ||= this.#functions.volatile.has(name) || name === 'reservoir_quantile';
      this.#perQuery ||= this.#functions.perQuery.has(name);
    }
    if (kind === 'COLUMN_REF') {
      const [name, ...more] = listOf(node['column_names']);
      this.#perQuery ||= more.length === 0 && momentNames.has(textOf(name).toLowerCase());
      return;
    }
    if (kind === 'STAR') this.#refuseTableStatement(node);
    this.#members(node, scope);
  }

  #structure(node: Node, scope: ReadonlySet<string>, described: boolean): void {
    const type = textOf(node['type']);
    if (!structures.has(type) && !type.endsWith('_TYPE_INFO'))
      throw refused(`${type} is not supported here.`, this.#text, node);
    this.#noteSample(node);
    this.#noteLimit(node);
    if (type === 'BASE_TABLE') this.#table(node, scope, described);
    else if (type === 'TABLE_FUNCTION') this.#tableFunction(node, scope);
    else if (type === 'SHOW_REF') this.#show(node, scope);
    else if (type === 'RECURSIVE_CTE_NODE') this.#recursive(node, scope);
    else this.#members(node, this.#withCtes(node, scope), ['cte_map']);
  }

  /** A common table expression sees those before it and those outside, never itself. */
  #withCtes(node: Node, scope: ReadonlySet<string>): ReadonlySet<string> {
    const map = isNode(node['cte_map']) ? nodesOf(node['cte_map']['map']) : [];
    return map.reduce((seen, entry) => {
      const name = textOf(entry['key']);
      if (this.#relations?.has(name.toLowerCase()) === true) {
        throw refused(
          `${name} names a common table expression and a dataset or cell.`,
          this.#text,
          node,
          'Give it another name in WITH.',
        );
      }
      this.visit(entry['value'], seen);
      this.#ctes.add(name);
      return new Set([...seen, name.toLowerCase()]);
    }, scope);
  }

  #recursive(node: Node, scope: ReadonlySet<string>): void {
    const name = textOf(node['cte_name']);
    const inner = this.#withCtes(node, scope);
    this.visit(node['left'], inner);
    this.visit(node['right'], new Set([...inner, name.toLowerCase()]));
    this.#members(node, inner, ['left', 'right', 'cte_map']);
    if (!mayEnd(node['right'])) {
      throw refused(
        `The recursion of ${name} has no end.`,
        this.#text,
        node,
        'Give the part after UNION a WHERE or a LIMIT.',
      );
    }
  }

  #table(node: Node, scope: ReadonlySet<string>, described: boolean): void {
    const name = textOf(node['table_name']);
    const schema = [node['catalog_name'], node['schema_name']].map(textOf).filter((part) => part !== '');
    if (schema.length > 0) {
      const hint = 'Datasets and cells have plain names.';
      throw refused(`${[...schema, name].join('.')}: a table is named without a schema.`, this.#text, node, hint);
    }
    if (node['at_clause'] !== undefined) throw refused('AT is not supported here.', this.#text, node);
    if (scope.has(name.toLowerCase())) return;
    const relation = this.#relations === null ? name : this.#relations.get(name.toLowerCase());
    if (relation === undefined) throw unknownTable(name, this.#relations?.values() ?? [], this.#text, node);
    const offset = locationOf(node);
    if (offset === undefined) throw refused(`The place of ${name} in the text is not known.`, this.#text, node);
    const alias = textOf(node['alias']);
    this.#tables.push({ name: relation, offset, alias: alias === '' ? null : alias, described, node });
  }

  #tableFunction(node: Node, scope: ReadonlySet<string>): void {
    const call = node['function'];
    if (!isNode(call)) throw refused('A function in FROM is not readable.', this.#text, node);
    checkTableFunction(call, this.#text, this.#functions);
    this.#members(call, scope);
    this.#members(node, scope, ['function']);
  }

  #show(node: Node, scope: ReadonlySet<string>): void {
    const query = node['query'];
    if (!isNode(query)) {
      const hint = 'The catalogue lists all datasets; DESCRIBE or SUMMARIZE takes one of them.';
      throw refused('SHOW lists what belongs to the server.', this.#text, node, hint);
    }
    const [star] = nodesOf(query['select_list']);
    const direct = star !== undefined && star['class'] === 'STAR' && locationOf(star) === undefined;
    if (direct) this.visit(query['from_table'], scope, true);
    else this.visit(query, scope);
  }

  #noteSample(node: Node): void {
    const { sample } = node;
    if (!isNode(sample)) return;
    this.#unorderedLimit = true;
    this.#volatile ||= Number(sample['seed'] ?? -1) < 0;
  }

  #noteLimit(node: Node): void {
    const modifiers = nodesOf(node['modifiers']).map((modifier) => textOf(modifier['type']));
    const limited = modifiers.some((type) => type.startsWith('LIMIT'));
    if (limited && !modifiers.includes('ORDER_MODIFIER')) this.#unorderedLimit = true;
  }

  // `TABLE t` has the same tree as `FROM t`, but nothing can be spliced into it.
  #refuseTableStatement(star: Node): void {
    const location = locationOf(star);
    if (location === undefined) return;
    const written = Buffer.from(this.#text, 'utf8')
      .subarray(location, location + 6)
      .toString('utf8');
    if (/^table\W/i.test(written))
      throw refused('TABLE is not supported here.', this.#text, star, 'Write FROM and the name.');
  }
}
