import { html, type TemplateResult } from 'lit';
import type { OutputFieldsFragment } from '../generated.ts';
import type { TablePage } from '../state/notebook-state.ts';
import type { Labels } from './account.ts';
import './chart-output.ts';
import './finding-output.ts';
import './input-output.ts';
import './metric-output.ts';
import './problem-output.ts';
import './table-output.ts';
import './text-output.ts';
import './trivet-provenance.ts';

export type Output = OutputFieldsFragment;
type OutputOf<Type extends Output['__typename']> = Extract<Output, { readonly __typename: Type }>;

export interface OutputContext {
  /** What the cell is called, for regions that need a name. */
  readonly name: string;
  readonly labels: Labels;
  readonly turn: TablePage | null;
  /** Where its rows lie as a file of a format; null where they lie nowhere. */
  readonly fileOf: ((format: string) => string) | null;
}

type Renderer<Type extends Output['__typename']> = (output: OutputOf<Type>, context: OutputContext) => TemplateResult;

const renderers: { readonly [Type in Output['__typename']]: Renderer<Type> } = {
  TextOutput: (output) => html`<text-output .output=${output}></text-output>`,
  TableOutput: (output, { turn, labels, name, fileOf }) =>
    html`<table-output
      label=${name}
      .output=${output}
      .turn=${turn}
      .labels=${labels}
      .fileOf=${fileOf}
    ></table-output>`,
  ChartOutput: (output) => html`<chart-output .output=${output}></chart-output>`,
  InputOutput: (output) => html`<input-output .output=${output}></input-output>`,
  MetricOutput: (output) => html`<metric-output .output=${output}></metric-output>`,
  FindingOutput: (output) => html`<finding-output .output=${output}></finding-output>`,
  ProblemOutput: (output) => html`<problem-output .output=${output}></problem-output>`,
};

/** What a run left, with the line that says where it comes from. */
export function renderOutput(output: Output, context: OutputContext): TemplateResult {
  // The table has one renderer a type, each for the output of that type: the compiler cannot follow the pair.
  const render = renderers[output.__typename] as (output: Output, context: OutputContext) => TemplateResult;
  return html`${render(output, context)}<trivet-provenance
      .provenance=${output.provenance}
      .labels=${context.labels}
    ></trivet-provenance>`;
}
