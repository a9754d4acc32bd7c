import { registry } from '../lib/registry.ts';
import type { MetricKind } from '../model/metric-kind.ts';
import { average } from './average.ts';
import { ces } from './ces.ts';
import { count } from './count.ts';
import { countDistinct } from './count-distinct.ts';
import { csat } from './csat.ts';
import { distinctAcross } from './distinct-across.ts';
import { expr } from './expr.ts';
import { gap } from './gap.ts';
import { median } from './median.ts';
import { nps } from './nps.ts';
import { percentile } from './percentile.ts';
import { rate } from './rate.ts';
import { ratio } from './ratio.ts';
import { sum } from './sum.ts';

export const metricKinds = registry<MetricKind>([
  average,
  ces,
  count,
  countDistinct,
  csat,
  distinctAcross,
  expr,
  gap,
  median,
  nps,
  percentile,
  rate,
  ratio,
  sum,
]);
