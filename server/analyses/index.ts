import { registry } from '../lib/registry.ts';
import { score } from './score.ts';

/** The analyses, in order of name. */
export const analyses = registry([score]);
