import { registry } from '../lib/registry.ts';
import { journeyDrift } from './journey-drift.ts';
import { score } from './score.ts';

/** The analyses, in order of name. */
export const analyses = registry([journeyDrift, score]);
