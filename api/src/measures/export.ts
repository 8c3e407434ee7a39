import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { MEASURE_STATE_WORDS } from '@quartierblick/gis/walks/measure-words.ts';
import { listFile } from '../export/list-file.ts';
import type { ListColumn } from '../export/list-file.ts';
import { today } from '../properties/today.ts';
import type { Format } from '../register/file-answer.ts';
import type { Measure, MeasureTheme } from '@quartierblick/gis/walks/measure.ts';

const day = (value: string | null) => (value === null ? null : { day: value });
const dayOf = (at: string) => today(new Date(at));
const YES: Text = { de: 'ja', en: 'yes' };
const DEMO: Text = { de: 'Demo – erfunden', en: 'Demo – invented' };

function columnsOf(themes: readonly MeasureTheme[]): readonly ListColumn<Measure>[] {
  const titles = new Map(themes.map(({ key, title }) => [key, title]));
  return [
    { de: 'Nummer', en: 'Number', cell: ({ number }) => number },
    { de: 'Maßnahme', en: 'Measure', cell: ({ title }) => title, width: 40 },
    { de: 'Thema', en: 'Theme', cell: ({ theme }, code) => titles.get(theme ?? '')?.[code] ?? null, width: 22 },
    { de: 'Ort', en: 'Place', cell: ({ placeText }) => placeText, width: 28 },
    { de: 'Breite (WGS 84)', en: 'Latitude (WGS 84)', cell: ({ place }) => place?.lat ?? null },
    { de: 'Länge (WGS 84)', en: 'Longitude (WGS 84)', cell: ({ place }) => place?.lon ?? null },
    {
      ...{ de: 'Funde', en: 'Findings', width: 50 },
      cell: ({ findings }) => findings.flatMap(({ text }) => text ?? []).join('; ') || null,
    },
    { de: 'Was zu tun ist', en: 'Action', cell: ({ action }) => action, width: 50 },
    { de: 'Zuständig', en: 'Responsible', cell: ({ responsible }) => responsible, width: 24 },
    { de: 'Fällig am', en: 'Due on', cell: ({ due }) => day(due) },
    { de: 'Überfällig', en: 'Overdue', cell: ({ overdue }, code) => (overdue ? YES[code] : null) },
    { de: 'Stand', en: 'State', cell: ({ state }, code) => MEASURE_STATE_WORDS[code][state] },
    { de: 'Begründung', en: 'Reason', cell: ({ reason }) => reason, width: 40 },
    { de: 'Erledigt am', en: 'Done on', cell: ({ doneOn }) => day(doneOn) },
    { de: 'Fotos nachher', en: 'Photos after', cell: ({ evidence, seenAgain }) => afterOf(evidence, seenAgain) },
    { de: 'Gang', en: 'Walk', cell: ({ walk }) => walk?.title ?? null, width: 30 },
    { de: 'Angelegt am', en: 'Added on', cell: ({ createdAt }) => day(dayOf(createdAt)) },
    { de: 'Zuletzt geändert am', en: 'Last changed on', cell: ({ changedAt }) => day(dayOf(changedAt)) },
    { de: 'Hinweis', en: 'Note', cell: ({ demo }, code) => (demo ? DEMO[code] : null) },
  ];
}

const afterOf = (evidence: Measure['evidence'], seenAgain: Measure['seenAgain']): number =>
  evidence.filter(({ moment }) => moment === 'after').length +
  seenAgain.reduce((sum, { photos }) => sum + photos.length, 0);

/** Writes the list of measures as a workbook or CSV. */
export function writeMeasures(
  format: Format,
  measures: readonly Measure[],
  themes: readonly MeasureTheme[],
  language: keyof Text,
): Promise<Uint8Array> {
  const sheet = { de: 'Maßnahmen', en: 'Measures' };
  return listFile(format, { sheet, columns: columnsOf(themes), rows: measures }, language);
}
