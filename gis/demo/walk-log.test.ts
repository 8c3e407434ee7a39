import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { May } from '../walks/event.ts';
import { LIMITS } from '../walks/event.ts';
import { fold } from '../walks/fold.ts';
import { DEMO_CARDS } from './walk-cards.ts';
import { demoLog } from './walk-log.ts';
import { demoWalks } from './walks.ts';

describe('the walk of the demo that was walked', () => {
  const { walk, devices } = demoLog((drawing) => ({
    sha256: createHash('sha256').update(drawing).digest('hex'),
    bytes: 1,
    width: 4,
    height: 3,
  }));
  const events = devices.flatMap((device) => device.events);
  const state = fold(events, new Map(devices.map(({ key, may }): [string, May] => [key, may])));

  it('is told in logs without a gap, each event once and none too large', () => {
    for (const { key, events: log } of devices) {
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
      for (const event of log) {
        expect(event.device).toBe(key);
        expect(new TextEncoder().encode(JSON.stringify(event)).length).toBeLessThan(LIMITS.eventBytes);
      }
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('has eight findings, one of them with two themes to be settled, at stops and with questions that there are', () => {
    const findings = [...state.values()].filter(({ kind }) => kind === 'finding');
    expect(findings).toHaveLength(8);
    const themes = findings.map(({ fields }) => fields['theme']?.length ?? 0);
    expect(themes.filter((count) => count > 1)).toEqual([2]);
    const stops = demoWalks('2026-11-27').find(({ key }) => key === walk)?.stops ?? [];
    const items = new Map(DEMO_CARDS.flatMap((card) => card.items.map((item) => [item.id, card.key])));
    for (const { fields } of findings) {
      const at = fields['stop']?.[0]?.value ?? null;
      const stop = stops.find(({ key }) => key === at);
      expect(at === null || stop !== undefined).toBe(true);
      for (const name of Object.keys(fields)) {
        if (name.startsWith('answer/')) expect(stop?.cards).toContain(items.get(name.slice('answer/'.length)));
      }
    }
  });

  it('six of its findings have a photo, and each photo says that it is a drawing of the demo', () => {
    const photos = [...state.values()].filter(({ kind }) => kind === 'photo');
    expect(new Set(photos.map(({ fields }) => fields['finding']?.[0]?.value)).size).toBe(6);
    for (const { fields } of photos) expect(fields['caption']?.[0]?.value).toMatch(/^Demo-Zeichnung: /);
  });
});
