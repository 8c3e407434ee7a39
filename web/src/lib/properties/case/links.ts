import { writeUrl } from '@quartierblick/gis/views/map.ts';

/** Address of the map with this property selected; without a view the map flies to it. */
export function mapHref(root: string, { key }: { key: string }): string {
  return `${root}/${writeUrl({ selected: { layer: 'properties', key } }, new URLSearchParams())}`;
}
