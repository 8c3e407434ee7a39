import { expect, it } from 'vitest';
import { DEMO_AS_OF, demoQuarter } from '../demo/index.ts';
import type { LegalCase, LegalStep } from './case.ts';
import { checkStep } from './check-step.ts';
import { LAW_NRW } from './parameters.ts';

it('every step of the invented cases holds to the rules, so that it can be gone on with', () => {
  const { datasets } = demoQuarter();
  const rowsOf = (id: string) =>
    [...(datasets.find(({ dataset }) => dataset === id)?.rows ?? [])] as (Record<string, unknown> & { key: string })[];
  const of = (part: string, key: unknown) => rowsOf(part).filter((row) => row['property_key'] === key);
  const cases = new Map(rowsOf('properties').map((row) => [row.key, row]));
  const steps = rowsOf('property-steps');
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) {
    const key = step['property_key'];
    const parts = {
      owners: of('property-owners', key),
      costs: of('property-costs', key),
      steps: of('property-steps', key),
    };
    const file = { ...cases.get(String(key)), ...parts } as unknown as LegalCase;
    const same = step as unknown as LegalStep;
    expect(checkStep(file, same, same, { today: DEMO_AS_OF, law: LAW_NRW }), step.key).toEqual([]);
  }
});
