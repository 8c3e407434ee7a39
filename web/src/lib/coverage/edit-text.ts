import type { Edit } from '@quartierblick/gis/analysis/network/types.ts';
import type { CoverageScreen } from './screen.svelte.ts';

/** A change of a scenario in words, e.g. "Neue Querung: Ampel". */
export function editText({ t, app }: Pick<CoverageScreen, 't' | 'app'>, edit: Edit): string {
  if (edit.type === 'crossing') return t.edit.crossing(t.crossing[edit.kind]);
  if (edit.type === 'playground') return t.edit.playground(edit.name, app.language.format.number(edit.areaM2, 0));
  return t.edit[edit.type];
}
