import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Properties, RelatedRows } from '@quartierblick/gis/layers/answers.ts';

/** Columns of a data set that tells which field changed, to what, and when. */
const HISTORY = ['axis', 'value', 'valid_from'] as const;

/** Whether the rows of a data set are the history of their parent's fields. */
export function isHistory(dataset: Dataset): boolean {
  return HISTORY.every((column) => column in dataset.fields);
}

/** For each field with a history, the date (YYYY-MM-DD) of its newest entry. */
export function latestDates(layer: LayerDefinition, related: readonly RelatedRows[]): Map<string, string> {
  const dates = new Map<string, string>();
  for (const dataset of layer.related.filter(isHistory)) {
    const rows: Properties[] = related.find((one) => one.dataset === dataset.id)?.rows ?? [];
    for (const { axis, valid_from: date } of rows) {
      if (typeof axis !== 'string' || typeof date !== 'string') continue;
      if (date > (dates.get(axis) ?? '')) dates.set(axis, date);
    }
  }
  return dates;
}
