import { serveJobs } from '../../lib/serve-jobs.ts';
import type { DrawRequest } from './create-painter.ts';
import { drawChart } from './draw-chart.ts';

serveJobs(({ spec, columns, data }: DrawRequest) => drawChart(spec, columns, data));
