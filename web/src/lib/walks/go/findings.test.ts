import { describe, expect, it } from 'vitest';
import type { Json, May, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { fold } from '@quartierblick/gis/walks/fold.ts';
import { findingsOf } from './findings.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [ME, OTHER] = [id(1), id(2)];
const said = (device: string, seq: number, kind: string, thing: number, field: string, value: Json, at = '12:00') => ({
  ...{
    v: 1 as const,
    id: `${device.slice(-1)}${String(seq).padStart(7, '0')}-0000-4000-8000-000000000000`,
    device,
    seq,
  },
  ...{ at: `2026-11-27T${at}:00+01:00`, kind, thing: id(thing), say: { do: 'set' as const, field, value, over: [] } },
});
const shownOf = (events: WalkEvent[]) => findingsOf(fold(events, new Map<string, May>([[ME, 'edit']])), ME);
const picture = { sha256: 'a'.repeat(64), bytes: 10, width: 4, height: 3, covered: 1, drawn: false };

describe('findings as the field shows them', () => {
  it('photos and voices stand at their finding; a removed photo does not', () => {
    const photo = said(ME, 3, 'photo', 21, 'picture', picture);
    const events: WalkEvent[] = [
      said(ME, 1, 'finding', 11, 'note', 'Scherben'),
      said(ME, 2, 'photo', 20, 'finding', id(11)),
      said(ME, 4, 'photo', 20, 'picture', picture),
      photo,
      said(ME, 5, 'photo', 21, 'finding', id(11)),
    ];
    expect(shownOf(events)[0]?.photos).toHaveLength(2);
    const over = events.filter(({ thing }) => thing === id(21)).map((event) => event.id);
    const gone: WalkEvent = { ...photo, id: id(99), seq: 6, say: { do: 'remove', over } };
    expect(shownOf([...events, gone])[0]?.photos.map((one) => one.id)).toEqual([id(20)]);
  });

  it('the own latest comes first, even where the clock was set back in between', () => {
    const events = [
      said(ME, 1, 'finding', 11, 'note', 'erster', '15:00'),
      said(ME, 2, 'finding', 12, 'note', 'zweiter', '09:00'),
      said(OTHER, 1, 'finding', 13, 'note', 'fremder', '18:00'),
    ];
    expect(shownOf(events).map(({ note }) => note)).toEqual(['zweiter', 'erster', 'fremder']);
    expect(shownOf(events).map(({ mine }) => mine)).toEqual([true, true, false]);
  });

  it('two values of a note are a conflict that is named; an answer that was taken back is none', () => {
    const [finding] = shownOf([
      said(ME, 1, 'finding', 11, 'note', 'so'),
      said(OTHER, 1, 'finding', 11, 'note', 'anders'),
      said(ME, 2, 'finding', 11, `answer/${id(50)}`, 4),
      said(ME, 3, 'finding', 11, `answer/${id(51)}`, null),
    ]);
    expect(finding?.conflicts).toEqual(['note']);
    expect(finding?.answers).toEqual({ [id(50)]: 4 });
  });
});
