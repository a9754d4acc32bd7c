import { stringify } from 'yaml';
import type { Analysis } from '../analyses/contract/analysis.ts';
import { analyses } from '../analyses/index.ts';
import { analysisShape, type AnalysisRequest } from '../analyses/contract/request.ts';
import { confinedToViews } from '../engine/read-rows.ts';
import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import type { AnalysisGroup, AnalysisInfo, QueryResolvers } from './generated.ts';
import { packFinding } from './pack-finding.ts';
import { packKind } from './pack.ts';

export const query: Pick<QueryResolvers, 'analyses' | 'analysis'> = {
  analyses: () => [...analyses].map(packAnalysis),
  analysis: async (_parent, { kind, bindings, purpose }, context) => {
    if (context.viewer.views !== null) throw confinedToViews(context.viewer);
    const analysis = analyses.get(kind);
    if (analysis === undefined) throw new Error(`The schema let ${kind} through.`);
    const request = requestOf(analysis, bindings ?? {});
    const { viewer, signal } = context;
    const asked = await context.analyse(analysis, request, { viewer, signal, purpose: purpose ?? null });
    return packFinding(asked.finding, asked.fingerprint);
  },
};

/** Bindings as they come, with the name of the analysis; throws `invalid-query` for another shape. */
function requestOf(analysis: Analysis, bindings: unknown): AnalysisRequest {
  const given = typeof bindings === 'object' && bindings !== null && !Array.isArray(bindings) ? bindings : null;
  const parsed = given === null ? null : analysisShape.safeParse({ ...given, analysis: analysis.name });
  if (parsed?.success === true) return parsed.data;
  const [issue] = parsed?.error.issues ?? [];
  const where = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path ?? []).join('.');
  const known = ['datasets', 'where', 'options'];
  throw new TrivetError(
    'invalid-query',
    `The bindings of ${analysis.name} cannot be read${where === '' ? '' : `: ${where}`}.`,
    {
      hint: where === '' ? `Write an object with ${known.join(', ')}.` : didYouMean(where, known),
      choices: known,
    },
  );
}

function packAnalysis(analysis: Analysis): AnalysisInfo {
  const { name, label, group, question, roles, options, refuses, method, example } = analysis;
  return {
    name,
    label,
    // The groups are the same words.
    group: group.toUpperCase() as AnalysisGroup,
    question,
    roles: roles.map((role) => ({
      name: role.name,
      label: role.label,
      description: role.description,
      kinds: role.kinds.map(packKind),
      dataset: role.dataset ?? role.name,
      optional: role.optional === true,
      columns: role.columns.map((column) => ({
        name: column.name,
        label: column.label,
        description: column.description,
        type: column.type,
        optional: column.optional === true,
        many: column.many === true,
      })),
    })),
    options: options.map((option) => ({
      name: option.name,
      label: option.label,
      description: option.description,
      type: option.type,
      choices: option.choices ?? [],
      min: option.min ?? null,
      max: option.max ?? null,
      default: option.default,
      required: option.required === true,
    })),
    refuses: [...refuses],
    formula: method.formula,
    sources: method.sources,
    assumptions: method.assumptions,
    limits: method.limits,
    example,
    starter: stringify(example, { lineWidth: 0, aliasDuplicateObjects: false }),
  };
}
