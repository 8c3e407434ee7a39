import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import { readableRows } from '../../policy/readable.ts';
import type { Asking } from '../asking.ts';
import { PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

/** `<layer>/<measure>/<area>[/<year>]`; a measure's id may hold no slash. */
function partsOf(argument: string) {
  const [layer = '', measure = '', key = '', year] = argument.split('/').map(decodeURIComponent);
  return { layer, measure, key, year: year === undefined ? null : Number(year) };
}

/** What the area is called; its key where it has no name. */
async function nameOf(ask: Asking, layer: LayerDefinition, key: string): Promise<string> {
  const { sql } = ask.tools.deps.db;
  if (layer.titleField === null) return key;
  const [row] = await sql<{ title: string | null }[]>`
    select ${sql(layer.titleField)} as title from ${readableRows(sql, layer.dataset)} t where key = ${key}
  `;
  return row?.title ?? key;
}

const STATES = { value: 'value', uncertain: 'value', suppressed: 'hidden', 'not-available': 'missing' } as const;

const UNCERTAIN: Text = { de: 'Wert eingeschränkt sicher', en: 'value of limited reliability' };

/**
 * A measure's value for one area: `value:statistical-units/unemployed/052/2024`, the newest year where none is named. They are
 * too many to be listed: the editor builds the name from layer, measure and area.
 */
export const valueFigures: FigureMaker = {
  lowest: 'public',
  group: { de: 'Kennzahlen einzelner Gebiete', en: 'Measures of single areas' },
  async offered(ask) {
    const measured = ask.known.layers
      .flatMap(({ id }) => ask.layer(id) ?? [])
      .filter(({ related }) => related.length > 0);
    const lists = await Promise.all(
      measured.map(async (layer) => {
        if (layer.symbology.kind !== 'measure' || !layer.symbology.indicators) return [];
        const { measures } = await ask.facts(layer);
        return measures.map(({ id, title }) => ({ name: `value:${layer.id}/${encodeURIComponent(id)}/`, title }));
      }),
    );
    return lists.flat();
  },
  async make(ask, argument) {
    const wanted = partsOf(argument);
    const layer = ask.layer(wanted.layer);
    if (!layer) return null;
    const values = await ask.values(layer, wanted);
    const item = values?.items.find(({ key }) => key === wanted.key);
    if (!values || !item) return null;
    const name = await nameOf(ask, layer, wanted.key);
    const when = values.year === null ? '' : `, ${values.year}`;
    const uncertain = item.state === 'uncertain';
    const format: Figure['format'] = values.unit.de === '%' ? 'percent' : 'number';
    return {
      ...PLAIN,
      title: { de: `${values.title.de}, ${name}${when}`, en: `${values.title.en}, ${name}${when}` },
      value: item.value,
      state: STATES[item.state],
      format,
      unit: values.unit,
      denominator: values.denominator,
      notes: uncertain ? [UNCERTAIN] : [],
      sources: await ask.sources(layer),
      seenAt: `/?t=${layer.id}&sel=${layer.id}/${wanted.key}`,
      uses: { [layer.id]: ask.version(layer.id) },
    };
  },
};
