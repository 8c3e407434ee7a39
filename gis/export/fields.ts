import { shownFields } from '../layers/define.ts';
import type { Dataset } from '../layers/define.ts';
import type { Field } from '../layers/fields.ts';

/** Fields of a data set as its reader gets them in a file: those that may be shown, with the codes that may be told. */
export function exportFields(dataset: Dataset): [name: string, field: Field][] {
  return shownFields(dataset).map(([name, field]) => {
    const told = dataset.limit?.values?.[name];
    if (!told || !field.values) return [name, field];
    const values = Object.fromEntries(Object.entries(field.values).filter(([code]) => told.includes(code)));
    return [name, { ...field, values }];
  });
}
