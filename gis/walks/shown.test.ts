import { describe, expect, it } from 'vitest';
import { LIMITS } from './event.ts';
import type { Json } from './event.ts';
import { fold, keyOf } from './fold.ts';
import { canShow, conflictsOf, shown } from './shown.ts';
import { nowWithOffset, set } from './stamp.ts';
import { uuid } from './test-log.ts';

const place = { lon: 7.47, lat: 51.52, accuracyM: 8, by: 'gps' };
const picture = { sha256: 'a'.repeat(64), bytes: 9, width: 3, height: 2, covered: 0, drawn: false };

describe('what can be shown', () => {
  it.each<[string, string, Json, boolean]>([
    ['finding', 'note', 'Glas', true],
    ['finding', 'note', 'x'.repeat(LIMITS.text + 1), false],
    ['finding', 'place', { ...place }, true],
    ['finding', 'place', { ...place, lat: 123 }, false],
    ['finding', 'place', [7, 51], false],
    ['finding', `answer/${uuid(9, 1)}`, 3, true],
    ['finding', `answer/${uuid(9, 1)}`, { html: '<b>' }, false],
    ['finding', 'constructor', 'x', false],
    ['photo', 'picture', { ...picture }, true],
    ['photo', 'picture', { ...picture, sha256: '../../etc' }, false],
    ['voice', 'sound', { sha256: 'b'.repeat(64), bytes: 9, seconds: 2, type: 'text/html' }, false],
    ['person', 'role', 'king', false],
    ['toString', 'name', 'x', false],
    ['banner', 'text', 'of a newer build', false],
  ])('%s %s %j: %s', (kind, field, value, expected) => {
    expect(canShow(kind, field, value)).toBe(expected);
  });

  it('leaves out what a newer build says beside what this one knows, without losing it', () => {
    const event = (n: number, value: Json) => ({
      v: 1 as const,
      id: uuid(2, n),
      device: uuid(1, n),
      seq: 1,
      at: '',
      kind: 'finding',
      thing: uuid(3, 0),
      say: { do: 'set' as const, field: 'note', value, over: [] },
    });
    const thing = fold([event(0, 'Glas'), event(1, { rich: 'text' })], new Map()).get(keyOf('finding', uuid(3, 0)));
    expect(thing?.fields['note']).toHaveLength(2);
    expect(thing && shown(thing, 'finding', 'note').map(({ value }) => value)).toEqual(['Glas']);
    expect(thing && conflictsOf(thing)).toEqual([]);
  });

  it('what is said can always be kept by the database', () => {
    const { say } = set('finding', uuid(3, 0), 'note', 'a\0b\ud800c', []);
    expect(say).toMatchObject({ value: 'ab\ufffdc' });
    expect(set('finding', uuid(3, 0), `answer/${uuid(9, 1)}`, Number.NaN, []).say).toMatchObject({ value: null });
  });

  it('the time of a device is a time with its offset', () => {
    const now = new Date('2026-11-27T10:00:00Z');
    expect(nowWithOffset(now)).toMatch(/^2026-11-2\d{1}T\d\d:00:00[+-]\d\d:\d\d$/);
    expect(Date.parse(nowWithOffset(now))).toBe(now.getTime());
  });
});
