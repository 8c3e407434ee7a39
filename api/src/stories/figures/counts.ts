import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Asking } from '../asking.ts';
import { known, PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

/** Layers of which it says something how many objects they have: those with classes, the base map aside. */
const counted = (ask: Asking): LayerDefinition[] =>
  ask.known.layers.flatMap(({ id, group, symbology }) =>
    group !== 'base' && symbology.kind === 'classes' ? (ask.layer(id) ?? []) : [],
  );

const within = (layer: Text, part: Text): Text => ({ de: `${layer.de}: ${part.de}`, en: `${layer.en}: ${part.en}` });

/** How many objects a layer has, in all or in one class: `count:playgrounds`, `count:properties/acquired`. */
export const countFigures: FigureMaker = {
  lowest: 'public',
  group: { de: 'Anzahlen auf der Karte', en: 'Counts on the map' },
  async offered(ask) {
    const entries = await Promise.all(counted(ask).map((layer) => ask.entry(layer)));
    return entries.flatMap(({ id, title, legend }) => [
      { name: `count:${id}`, title },
      ...legend.map((one) => ({ name: `count:${id}/${one.id}`, title: within(title, one.label) })),
    ]);
  },
  async make(ask, argument) {
    const [id = '', part] = argument.split('/');
    const layer = ask.layer(id);
    if (!layer) return null;
    const { count, title, legend } = await ask.entry(layer);
    const one = part === undefined ? undefined : legend.find((entry) => entry.id === part);
    if (part !== undefined && !one) return null;
    return {
      ...PLAIN,
      title: one ? within(title, one.label) : title,
      ...known(one ? one.count : count),
      format: 'count',
      denominator: one ? { de: `von ${count} insgesamt`, en: `of ${count} in all` } : null,
      // A part must not be taken for the whole.
      notes: layer.dataset.limit ? [layer.description] : [],
      sources: await ask.sources(layer),
      seenAt: `/?t=${id}`,
      uses: { [id]: ask.version(id) },
    };
  },
};
