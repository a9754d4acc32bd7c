import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Company, demoModel, openCompany } from '../testing/planted/company.ts';
import { covers } from '../testing/planted/effect.ts';
import { plantedEffects } from '../testing/planted/effects.ts';
import { plantedTraps } from '../testing/planted/traps.ts';

const companies: Company[] = [];

beforeAll(async () => {
  const model = await demoModel();
  for (const seed of [1, 2, 3]) companies.push(await openCompany(model, { seed, scale: 0.25 }));
}, 180_000);

afterAll(() => {
  for (const company of companies) company.close();
});

// One interval in twenty misses the truth by right; two of three do in one effect of a hundred and forty.
test.each(plantedEffects)('$analysis, in two companies of three at least: $name', async ({ truth, measure }) => {
  const found = await Promise.all(companies.map(({ ask }) => measure(ask)));
  const held = found.filter((each) => each !== null && covers(each, truth));
  expect({ found, truth, held: held.length > 1 }).toEqual({
    found: found.map(() => expect.objectContaining({}) as unknown),
    truth,
    held: true,
  });
});

test.each(plantedTraps)('$request.analysis, in all three companies: $name', async ({ request, code, names = '' }) => {
  for (const { ask } of companies) {
    const { refusals } = await ask(request);
    const said = refusals.filter((each) => each.code === code);
    expect(said.map(({ message }) => message).join(' ')).toContain(names);
    expect(said).not.toEqual([]);
  }
});
