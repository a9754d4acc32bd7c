import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoAnalyses, openDemoAnalyses } from '../testing/demo-analyses.ts';
import { covers } from '../testing/planted/effect.ts';
import { plantedEffects } from '../testing/planted/effects.ts';

describe.each([11, 12])('in the company of seed %i', (seed) => {
  let demo: DemoAnalyses;

  beforeAll(async () => {
    demo = await openDemoAnalyses({ seed, scale: 0.25 });
  }, 120_000);

  afterAll(() => demo.close());

  test.each(plantedEffects)('$analysis: $name', async ({ truth, measure }) => {
    const found = await measure((request) => demo.run(request));
    expect(found).not.toBeNull();
    if (found !== null) expect({ ...found, truth, covered: covers(found, truth) }).toMatchObject({ covered: true });
  });
});
