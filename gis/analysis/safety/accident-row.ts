import type { Accident } from './accident.ts';

/** A row of the layer `accidents`, as a source hands it over: geometry as GeoJSON point in EPSG:25832. */
export function accidentOfRow(row: Record<string, unknown>): Accident {
  const geometry = row['geometry'] as { coordinates: [number, number] };
  const text = (name: string) => (row[name] ?? null) as string | null;
  const number = (name: string) => (row[name] ?? null) as number | null;
  const flag = (name: string) => (row[name] ?? null) as boolean | null;
  return {
    key: row['key'] as string,
    at: geometry.coordinates,
    year: row['year'] as number,
    month: number('month'),
    weekday: text('weekday'),
    hour: number('hour'),
    category: text('category'),
    kind: text('kind'),
    type: text('type'),
    light: text('light'),
    roadState: text('road_state'),
    with: {
      foot: flag('with_pedestrian'),
      bicycle: flag('with_bicycle'),
      car: flag('with_car'),
      motorcycle: flag('with_motorcycle'),
      goods: flag('with_goods_vehicle'),
      other: flag('with_other'),
    },
  };
}
