import type { FigureState, SlideChange } from '@quartierblick/gis/stories/changes.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { PublishWords } from '#lib/i18n/story-publish.ts';
import { figureText } from '../../stage/figure-text.ts';

/** A figure with what it is counted among, which alone may have changed. */
function stateText(state: FigureState | null, other: FigureState | null, language: Language, t: PublishWords): string {
  if (!state) return t.absent;
  const among = state.denominator && other?.denominator?.de !== state.denominator.de ? state.denominator : null;
  return among ? `${figureText(state, language)} (${language.pick(among)})` : figureText(state, language);
}

/** A change in one line: “Spielplätze: 12 → 13”. */
export function changeText(change: SlideChange, language: Language, t: PublishWords): string {
  const number = (value: number | null): string => (value === null ? t.absent : language.format.number(value));
  switch (change.kind) {
    case 'figure': {
      const { title, before, after } = change;
      const [old, now] = [stateText(before, after, language, t), stateText(after, before, language, t)];
      return t.fromTo(language.pick(title), old, now);
    }
    case 'number':
      return t.fromTo(language.pick(change.what), number(change.before), number(change.after));
    case 'layer':
      return t.layerChanged(language.pick(change.what));
    case 'content':
      return t.contentChanged(language.pick(change.what));
    case 'gone':
      return t.gone(language.pick(change.what));
  }
}
