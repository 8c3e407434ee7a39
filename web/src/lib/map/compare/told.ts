import type { Language } from '#lib/app/language.svelte.ts';
import { asOfText } from '#lib/layers/as-of.ts';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';
import type { LayerStack } from '#lib/layers/layer-stack.svelte.ts';
import type { COMPARE_WORDS } from '#lib/i18n/map-compare.ts';
import type { Compare } from './compare.svelte.ts';

type Words = (typeof COMPARE_WORDS)['de'];

/** Title of what colours a layer with its year, e.g. "Einwohnerdichte 2022". */
export function titleOf({ measure, values, year }: LayerState, { pick }: Language): string {
  return [measure && pick(measure.title), year ?? values?.year].filter(Boolean).join(' ');
}

/** Where values come from and of which day they are. */
export function sourceOf({ values, info }: LayerState, language: Language): string {
  if (!values) return '';
  const cited = values.citations.join(', ');
  const named = cited || (values.demo ? language.t.shell.demo : values.source.attribution);
  const dates = values.asOf ? values : info;
  return `${named} · ${asOfText(dates, language)}`;
}

/** What the second state shows otherwise, apart from its measure: layers and a scenario. */
export function differences(compare: Compare, first: LayerStack, t: Words, { pick }: Language): string[] {
  const shownIn = (stack: LayerStack): Set<string> => new Set(stack.visible.map(({ id }) => id));
  const [before, after] = [shownIn(first), shownIn(compare.stack)];
  const names = (stack: LayerStack, but: Set<string>): string =>
    stack.visible
      .filter(({ id }) => !but.has(id))
      .map(({ info }) => pick(info.title))
      .join(', ');
  const [added, gone] = [names(compare.stack, before), names(first, after)];
  const { changes } = compare;
  const scenario =
    changes === null
      ? ''
      : typeof changes === 'string'
        ? t[changes]
        : t.scenarioNames(changes.name, changes.edits.length);
  return [scenario, added && t.added(added), gone && t.without(gone)].filter((text) => text !== '');
}
