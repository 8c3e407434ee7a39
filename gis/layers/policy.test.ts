import { describe, expect, it } from 'vitest';
import { EDITIONS, shownFields } from './define.ts';
import { layers } from './index.ts';
import type { LayerDefinition } from './define.ts';
import { layerFor, limitedLayer } from './policy.ts';
import { properties } from './properties/layer.ts';

const all: readonly LayerDefinition[] = layers;

describe('policies', () => {
  it('show a higher edition never less than a lower one', () => {
    for (const layer of all) {
      const seen = EDITIONS.map((edition) => layerFor(layer, edition));
      const sizes = seen.map((view) => (view ? shownFields(view.dataset).length + 100 * view.related.length : -1));
      expect(sizes, layer.id).toEqual([...sizes].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(layer);
    }
  });

  it('limit only by columns and values that exist', () => {
    for (const layer of all) {
      const { limited } = layer.policy;
      if (!limited) continue;
      const fields = { ...layer.dataset.fields, ...layer.dataset.generated };
      for (const name of limited.fields) expect(fields).toHaveProperty(name);
      for (const [name, values] of [...Object.entries(limited.rows), ...Object.entries(limited.values ?? {})]) {
        for (const value of values)
          expect(Object.keys(fields[name]?.values ?? {}), `${name}: ${value}`).toContain(value);
      }
    }
  });

  it('give the limited part as the same object each time, so that what is kept of it is found again', () => {
    expect(layerFor(properties, 'steering')).toBe(limitedLayer(properties));
  });
});

describe('the property register', () => {
  const part = layerFor(properties, 'steering');

  it('does not exist for the public and is whole for planners', () => {
    expect(layerFor(properties, 'public')).toBeUndefined();
    expect(layerFor(properties, 'planner')).toBe(properties);
  });

  it('tells the steering group nothing of owners, negotiations, procedures, notes and next steps', () => {
    const names = part ? shownFields(part.dataset).map(([name]) => name) : [];
    for (const hidden of [
      'owner_state',
      'availability',
      'procedure',
      'condition',
      'occupancy',
      'next_step',
      'case_number',
      'priority',
    ])
      expect(names).not.toContain(hidden);
    expect(part?.related).toEqual([]);
    const told = JSON.stringify([part?.symbology, part?.tile]);
    for (const code of [
      'negotiating',
      'not-for-sale',
      'for-sale',
      'owner-unknown',
      'ownerless',
      'contact-lost',
      'case_number',
    ])
      expect(told).not.toContain(`"${code}"`);
  });
});
