/** every analysis on the demo company as its example says → what it finds, kept beside the pages that show it */
import { mkdirSync, writeFileSync } from 'node:fs';
import { analyses } from '../../server/analyses/index.ts';
import { exampleLines } from '../../server/testing/example-lines.ts';
import { analysisShape } from '../../server/analyses/contract/request.ts';
import { openDemoAnalyses } from '../../server/testing/demo-analyses.ts';
import { examplesFile } from './generator/analyses.ts';

const demo = await openDemoAnalyses({ seed: 1, scale: 1 });
const results: Record<string, readonly string[]> = {};
for (const { name, example } of analyses) results[name] = exampleLines(await demo.run(analysisShape.parse(example)));
await demo.close();
mkdirSync(new URL('.', examplesFile), { recursive: true });
writeFileSync(examplesFile, `${JSON.stringify(results, null, 2)}\n`);
