import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { VALUE_STATES } from '@quartierblick/gis/symbology/symbology.ts';
import type { LayerClass } from '@quartierblick/gis/symbology/symbology.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { LayerFacts } from './facts.ts';

/**
 * Names the features that are in no class, in legend and filter. No layer may have a class of this name
 * (held by the registry test).
 */
export const UNCLASSED = 'unclassed';

export interface LegendEntry extends Omit<LayerClass, 'colour'> {
  /** `class`: every feature is in one; `overlay`: lies over it; `state`: of a value, on layers coloured by a measure. */
  scheme: 'class' | 'overlay' | 'state';
  colour: string | null;
  /** null where the layer cannot be read just now. */
  count: number | null;
}

const NOT_STATED: Text = { de: 'ohne Angabe', en: 'not stated' };

/** Ids of the classes by which features may be filtered, the one of features without a class included. */
export function classIds({ symbology }: LayerDefinition): string[] {
  if (symbology.kind === 'classes') return [...symbology.scheme.classes.map(({ id }) => id), UNCLASSED];
  return symbology.stateColumn ? [...Object.keys(VALUE_STATES), UNCLASSED] : [];
}

/** Ids of the overlay's classes by which features may be filtered. */
export function markIds({ symbology }: LayerDefinition): string[] {
  if (symbology.kind !== 'classes' || !symbology.overlay) return [];
  return [...symbology.overlay.classes.map(({ id }) => id), UNCLASSED];
}

/**
 * The legend of a layer from its registered classes, with counts. What is in no registered class is counted as
 * "not stated", so that the classes of a scheme always add up to the layer's count.
 */
export function legendOf(layer: LayerDefinition, facts: LayerFacts | null): LegendEntry[] {
  const { symbology } = layer;
  if (symbology.kind === 'measure') {
    if (!symbology.stateColumn) return [];
    const states = Object.entries(VALUE_STATES).map(([id, label]) => ({
      id,
      label,
      colour: null,
    }));
    return withCounts('state', states, facts && facts.byClass);
  }
  const entries = withCounts('class', symbology.scheme.classes, facts && facts.byClass);
  // Having no mark is the normal case, not a missing statement: overlays get no such entry.
  const marks = symbology.overlay?.classes.map((mark) => counted('overlay', mark, facts && facts.byMark)) ?? [];
  return [...entries, ...marks];
}

type Entry = Omit<LegendEntry, 'scheme' | 'count'>;

function counted(scheme: LegendEntry['scheme'], entry: Entry, counts: LayerFacts['byClass'] | null): LegendEntry {
  return { ...entry, scheme, count: counts && (counts.get(entry.id) ?? 0) };
}

function withCounts(
  scheme: LegendEntry['scheme'],
  classes: readonly Entry[],
  counts: LayerFacts['byClass'] | null,
): LegendEntry[] {
  const entries = classes.map((entry) => counted(scheme, entry, counts));
  if (!counts) return entries;
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const rest = total - entries.reduce((sum, { count }) => sum + (count ?? 0), 0);
  return rest > 0 ? [...entries, { id: UNCLASSED, label: NOT_STATED, colour: null, scheme, count: rest }] : entries;
}
