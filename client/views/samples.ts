import type {
  DatasetFieldsFragment,
  MetricInfoFieldsFragment,
  PageFieldsFragment,
  ReadHomeQuery,
  ReadWorkspaceQuery,
} from '../generated.ts';
import { sampleSource } from '../outputs/samples.ts';

/** A small workspace for tests: three datasets of three kinds, one of them broken. */
function sampleDataset(name: string, rest: Partial<DatasetFieldsFragment> = {}): DatasetFieldsFragment {
  return {
    __typename: 'DatasetInfo',
    name,
    label: name,
    description: null,
    kind: 'OPERATIONAL',
    role: 'fact',
    population: 'customers',
    owner: 'ops-team',
    grain: [`${name}_id`],
    time: 'at',
    file: `datasets/${name}.yml`,
    source: `csv: data/${name}.csv`,
    purposes: ['service_improvement'],
    origin: null,
    consent: null,
    k: 5,
    rowCount: '123219',
    deduplicated: '12',
    quarantined: null,
    metrics: [],
    columns: [],
    joins: [],
    freshness: sampleSource(name, rest.kind ?? 'OPERATIONAL'),
    problems: [],
    ...rest,
  };
}

const column = {
  unit: null,
  class: null,
  pii: null,
  why: null,
  nulls: '0',
  failedCasts: '0',
  samples: [],
} as const satisfies Partial<DatasetFieldsFragment['columns'][number]>;

const nps: MetricInfoFieldsFragment = {
  __typename: 'MetricInfo',
  name: 'nps',
  label: 'NPS',
  description: 'Would you recommend us?',
  kind: 'nps',
  formula: '100 * (promoters - detractors) / scored',
  denominator: 'scored',
  components: [
    { name: 'scored', dataset: 'responses', aggregate: 'count', of: 'score', where: null, time: 'answered_at' },
  ],
  exclusions: ['Rows of responses without consent for the purpose.'],
  definition: '100 · (promoters − detractors) / scored answers, of responses',
  unit: 'points',
  format: 'points',
  owner: 'cx-lead',
  good: 'up',
  range: [-100, 100],
  target: 30,
  minN: 30,
  datasets: ['responses'],
  kinds: ['SURVEY'],
  dimensions: ['date', 'region'],
};

const responses = sampleDataset('responses', {
  label: 'Survey responses',
  kind: 'SURVEY',
  metrics: ['nps'],
  columns: [
    {
      ...column,
      name: 'score',
      label: 'Would recommend',
      type: 'integer',
      class: 'attitudinal',
      samples: ['0', '10'],
      nulls: '4328',
    },
    {
      ...column,
      name: 'customer_id',
      label: 'Customer',
      type: 'string',
      class: 'identity',
      pii: 'direct',
      failedCasts: '3',
      why: 'Joins what was said to what happened.',
    },
  ],
  joins: [{ name: 'customer', to: 'customers', cardinality: 'many_to_one', on: [['customer_id', 'customer_id']] }],
});
const broken = sampleDataset('costs', {
  kind: 'FINANCIAL',
  quarantined: 'The key cost_id is not unique: 14 rows share a key.',
  freshness: sampleSource('costs', 'FINANCIAL', { state: 'EXPIRED' }),
});

export const sampleWorkspace: ReadWorkspaceQuery = {
  analyses: [],
  workspace: {
    __typename: 'Workspace',
    name: 'Demo',
    version: '0.1.0',
    zone: 'Europe/Berlin',
    purpose: null,
    problems: [],
    cellKinds: [],
  },
  catalogue: { datasets: [responses, sampleDataset('customers'), broken], metrics: [nps], dimensions: [] },
};

const page: PageFieldsFragment = {
  __typename: 'PageSummary',
  slug: 'late-parcels',
  title: 'Late parcels',
  description: 'Why they cost.',
  version: 3,
  publishedAt: '2026-07-02T06:00:00.000Z',
  url: '/p/late-parcels',
  label: 'INSIGHT',
  kinds: ['SURVEY', 'FINANCIAL'],
  sources: [sampleSource('responses', 'SURVEY'), sampleSource('costs', 'FINANCIAL')],
  refreshProblem: null,
};

export const sampleHome: ReadHomeQuery = {
  notebooks: [
    {
      __typename: 'NotebookSummary',
      slug: 'late-parcels',
      title: 'Late parcels',
      description: null,
      cellCount: 14,
      changedAt: '2026-07-02T06:00:00.000Z',
      problems: [],
      page,
    },
  ],
  pages: [page],
};
