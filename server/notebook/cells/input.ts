import { z } from 'zod';
import { closest, didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import { type Value, plainValue } from '../../lib/table.ts';
import type { CellKind, RunContext } from '../cell-kind.ts';
import type { ParameterSpec } from '../document.ts';
import type { InputOutput } from '../output.ts';
import { provenanceOf } from '../provenance.ts';
import { bodySchema, parseYamlBody } from './yaml-body.ts';

type Control = InputOutput['control'];

const controls = [
  'text',
  'number',
  'checkbox',
  'date',
  'date_range',
  'select',
  'multiselect',
] as const satisfies readonly Control[];

const shape = z.strictObject({
  param: z.string().meta({ description: 'A parameter of the header.' }),
  control: z.enum(controls).optional(),
  label: z.string().optional(),
  help: z.string().optional(),
});

type InputSpec = z.infer<typeof shape>;

const usual: { readonly [Type in ParameterSpec['type']]: Control } = {
  text: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'checkbox',
  date: 'date',
  date_range: 'date_range',
  enum: 'select',
  list: 'multiselect',
};

const maxOptions = 1_000;

/** Places and labels a control; the parameter itself is declared in the header. */
export const inputCell: CellKind<InputSpec> = {
  name: 'input',
  version: 1,
  label: 'Input',
  language: 'yaml',
  eager: true,
  starter: 'param: region\n',
  schema: bodySchema(shape),
  parse: ({ body }) => parseYamlBody(body, shape).spec,
  reads: ({ param }, { parameters }) => {
    const source = parameters.find(({ name }) => name === param)?.optionsFrom ?? null;
    const relation = source === null ? undefined : relationOf(source)?.relation;
    return {
      relations: relation === undefined ? [] : [relation],
      parameters: [param],
      metrics: [],
      dimensions: source !== null && relation === undefined ? [source] : [],
    };
  },
  canonical: (spec, { parameters }) => {
    const parameter = parameters.find(({ name }) => name === spec.param);
    return { ...spec, parameter: parameter === undefined ? null : { ...parameter } };
  },
  run: async (spec, context) => {
    const parameter = context.parameters.find(({ name }) => name === spec.param);
    if (parameter === undefined) throw unknownParameter(spec.param, context);
    const { optional, min, max, help, label } = parameter;
    const options = await optionsOf(parameter, context);
    return {
      type: 'InputOutput',
      provenance: provenanceOf(context, []),
      parameter: parameter.name,
      control: spec.control ?? usual[parameter.type],
      label: spec.label ?? label,
      help: spec.help ?? help,
      optional,
      min,
      max,
      options: options.map((value) => ({ value, label: String(value) })),
      value: context.values.get(parameter.name) ?? null,
      default: parameter.default,
    };
  },
};

function unknownParameter(name: string, { parameters }: RunContext): TrivetError {
  const names = parameters.map((parameter) => parameter.name);
  const near = closest(name, names);
  const hint =
    near !== null ? `Did you mean ${near}?` : `Declare it in the header: params: { ${name}: { type: text } }.`;
  return new TrivetError('unknown-parameter', `The header declares no parameter ${name}.`, { hint, choices: names });
}

async function optionsOf({ options, optionsFrom, type }: ParameterSpec, context: RunContext): Promise<readonly Json[]> {
  if (options !== null || optionsFrom === null) return options ?? [];
  const source = relationOf(optionsFrom);
  const values =
    source === null ? await valuesOfDimension(optionsFrom, context) : await valuesOfColumn(source, context);
  const distinct = [...new Set(values.filter((value) => value !== null))].slice(0, maxOptions);
  return type === 'enum' || type === 'list' ? distinct : distinct.map(String);
}

async function valuesOfColumn(
  { relation: name, column }: { readonly relation: string; readonly column: string },
  context: RunContext,
): Promise<readonly Value[]> {
  const relation = context.input(name);
  if (relation === undefined)
    throw new TrivetError('unknown-cell', `The options stand in ${name}, but there is no such cell or dataset.`);
  if (!relation.columns.some((known) => known.name === column)) {
    const names = relation.columns.map((known) => known.name);
    throw new TrivetError('unknown-column', `${name} has no column ${column} to take options from.`, {
      hint: didYouMean(column, names),
      choices: names,
    });
  }
  const columns = await context.read(relation, { limit: 50_000 });
  const found = columns.find((read) => read.name === column);
  return found === undefined ? [] : found.values.map((_, row) => plainValue(found, row));
}

/** Values of a dimension: from the column it is, else through a metric that can be grouped by it. */
async function valuesOfDimension(name: string, context: RunContext): Promise<readonly Value[]> {
  const { model } = context;
  const dimension = model.dimensions.get(name);
  if (dimension === undefined) {
    throw new TrivetError('unknown-dimension', `There is no dimension ${name} to take options from.`, {
      hint: didYouMean(name, model.dimensions.keys()),
    });
  }
  const [home] = dimension.homes;
  const { expression, dataset } = home ?? { expression: null, dataset: '' };
  if (expression?.op === 'column' && expression.path.length === 1) {
    const quoted = [expression.path[0] ?? '', dataset].map((part) => `"${part.replaceAll('"', '""')}"`);
    const relation = await context.sql(
      `select distinct ${quoted[0]} as value from ${quoted[1]} where ${quoted[0]} is not null order by value limit ${maxOptions}`,
    );
    return (await context.read(relation, { limit: maxOptions }))[0]?.values ?? [];
  }
  const metric = [...model.metrics.values()].find(
    ({ datasets, visible }) => visible && datasets.every((needed) => dimension.reach.has(needed)),
  );
  if (metric === undefined) return [];
  const { columns } = await context.ask({
    metrics: [metric.name],
    groupBy: [name],
    orderBy: [name],
    limit: maxOptions,
  });
  return columns.find((column) => column.name === name)?.values ?? [];
}

/** `cell.column` of `options_from`; null for the name of a dimension. */
function relationOf(source: string): { readonly relation: string; readonly column: string } | null {
  const parts = /^([A-Za-z_]\w*)\.(.+)$/.exec(source);
  return parts === null ? null : { relation: parts[1] ?? '', column: parts[2] ?? '' };
}
