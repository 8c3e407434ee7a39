import { describe, expect, it } from 'vitest';
import { blankStory } from '@quartierblick/gis/stories/blank.ts';
import { findingsSeries, seriesOf, seriesPath } from '@quartierblick/gis/stories/series.ts';
import { storySchema } from '@quartierblick/gis/stories/story.ts';
import { readUrl } from '@quartierblick/gis/views/map.ts';
import { mapViewOf, viewOf, withView } from './captured.ts';
import { MAP_SIZE } from '../stage/map-frame.ts';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const story = blankStory({ de: 'x', en: '' }, id(1));

describe('a view that becomes a slide', () => {
  it('shows as much ground on the slide as it did on the screen, whatever the width of either', () => {
    const view = mapViewOf(
      '?v=7.47170,51.52280,15.60&l=playgrounds&sel=playgrounds/a&t=playgrounds&lang=en',
      2 * MAP_SIZE.width,
    );
    const { state, broken } = readUrl(new URLSearchParams(view));
    expect(broken).toEqual([]);
    expect(state.view?.zoom).toBeCloseTo(14.6, 2);
    expect(state.layers).toHaveLength(1);
    expect([state.selected, state.table]).toEqual([undefined, undefined]);
    expect(view).not.toContain('lang');
  });

  it('keeps a comparison and the years that are played', () => {
    const { state } = readUrl(new URLSearchParams(mapViewOf('?v=7.4,51.5,15&cmp=side&years=common', 900)));
    expect(state.compare).toEqual({ as: 'side', split: 50 });
    expect(state.years).toBe('common');
  });

  it('leaves the language to whoever reads it', () => expect(viewOf('?lang=en&age=under-6')).toBe('?age=under-6'));

  it('goes where it shall, or takes the place of another view and leaves the words of that slide', () => {
    const view = { kind: 'coverage', view: '?age=6-12', title: { de: 'Versorgung', en: 'Coverage' } } as const;
    const added = withView(story, view, { behind: 1 }, id(2));
    expect(storySchema.parse(added).slides.map(({ kind }) => kind)).toEqual(['title', 'coverage']);
    const worded = { ...added, slides: added.slides.map((slide) => ({ ...slide, body: { de: 'Text', en: '' } })) };
    const changed = withView(worded, { ...view, view: '?age=12-plus' }, { instead: 1 }, id(3));
    expect(changed.slides[1]).toMatchObject({ id: id(2), view: '?age=12-plus', body: { de: 'Text' } });
  });

  it('of a register becomes a chart of its counts', () => {
    const series = seriesOf('measures', '?which=todo&theme=none');
    const added = withView(story, { kind: 'chart', series, title: { de: 'Zu tun', en: '' } }, { behind: 1 }, id(2));
    expect(storySchema.parse(added).slides[1]).toMatchObject({
      kind: 'chart',
      series: 'measures:which=todo&theme=none',
    });
    expect(seriesPath(series)).toBe('/walks/measures?which=todo&theme=none');
    expect(seriesPath(seriesOf('cases', ''))).toBe('/properties');
    expect(seriesPath(findingsSeries(id(7), true))).toBe(`/walks/${id(7)}?tab=findings`);
    expect(seriesPath('classes:playgrounds')).toBeNull();
  });
});
