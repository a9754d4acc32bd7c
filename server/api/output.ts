import type {
  Output as DomainOutput,
  OutputColumn as DomainColumn,
  Provenance as DomainProvenance,
} from '../notebook/output.ts';
import type { Column, Value } from '../lib/table.ts';
import type { Output, OutputColumn, Provenance } from './generated.ts';
import { packFinding } from './pack-finding.ts';
import { packAccount, packFreshness, packProblem, packWarning } from './pack.ts';

type OutputOf<Type extends DomainOutput['type']> = Extract<DomainOutput, { type: Type }>;

const packers: { readonly [Type in DomainOutput['type']]: (output: OutputOf<Type>) => Output } = {
  TextOutput: ({ html, provenance }) => ({ __typename: 'TextOutput', html, provenance: packProvenance(provenance) }),
  TableOutput: (output) => ({
    __typename: 'TableOutput',
    provenance: packProvenance(output.provenance),
    result: output.result,
    columns: output.columns.map(packColumn),
    rowCount: output.rowCount,
    truncated: output.truncated,
    values: packValues(output.columns, output.page),
    totals: output.totals.map(({ totalOf, values }) => ({ totalOf, values })),
    accounting: output.accounting.map(packAccount),
    warnings: output.warnings.map(packWarning),
  }),
  ChartOutput: (output) => ({
    __typename: 'ChartOutput',
    provenance: packProvenance(output.provenance),
    result: output.result,
    caption: output.caption,
    spec: output.spec,
    columns: output.columns.map(packColumn),
    values: packValues(output.columns, output.data),
    svg: output.svg,
    summary: output.summary,
  }),
  InputOutput: ({ type: _type, provenance, ...rest }) => ({
    __typename: 'InputOutput',
    provenance: packProvenance(provenance),
    ...rest,
  }),
  MetricOutput: ({ type: _type, provenance, warnings, ...rest }) => ({
    __typename: 'MetricOutput',
    provenance: packProvenance(provenance),
    warnings: warnings.map(packWarning),
    ...rest,
  }),
  FindingOutput: ({ provenance, result, finding, pictures }) => ({
    __typename: 'FindingOutput',
    provenance: packProvenance(provenance),
    result,
    finding: packFinding(finding, provenance.fingerprint, new Map(pictures.map(({ name, svg }) => [name, svg]))),
  }),
  ProblemOutput: ({ provenance, problem }) => ({
    __typename: 'ProblemOutput',
    provenance: packProvenance(provenance),
    problem: packProblem(problem),
  }),
};

/** The output of a cell on the wire. */
export function packOutput(output: DomainOutput): Output {
  // The table is total over the union; TypeScript does not connect the key with the argument.
  const pack = packers[output.type] as (output: DomainOutput) => Output;
  return pack(output);
}

/** A column's description on the wire. */
export function packColumn({ name, label, type, unit, format, role, metric, meaning }: DomainColumn): OutputColumn {
  const { defines = null, overlapping = false, compared = null, explains = null, k = null } = meaning ?? {};
  return { name, label, type, unit, format, role, metric, defines, overlapping, compared, explains, k };
}

/** One list of values a column, in the order of the described columns. */
function packValues(columns: readonly DomainColumn[], data: readonly Column[]): readonly (readonly Value[])[] {
  const byName = new Map(data.map((column) => [column.name, column.values]));
  return columns.map(({ name }) => byName.get(name) ?? []);
}

function packProvenance({ fingerprint, sources, elapsedMs, steps }: DomainProvenance): Provenance {
  return {
    fingerprint,
    elapsedMs,
    sources: sources.map(packFreshness),
    steps: steps.map(({ title, language, text }) => ({ title, language, text })),
  };
}
