/** What the person says about files before they are sent; empty where nothing is said. */
export interface Details {
  /** Layer, or empty to detect it. */
  layer: string;
  year: string;
  asOf: string;
  sourceName: string;
  sourceUrl: string;
  licence: string;
  /** Field of the layer → name in the file. */
  mapping: Record<string, string>;
}

export const noDetails = (): Details => ({
  layer: '',
  year: '',
  asOf: '',
  sourceName: '',
  sourceUrl: '',
  licence: '',
  mapping: {},
});

export const isYear = (text: string): boolean => /^(1\d{3}|2[01]\d{2})$/.test(text);

export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The query of `POST /api/imports`. */
export function importQuery(details: Details): URLSearchParams {
  const query = new URLSearchParams();
  const { layer, mapping, ...rest } = details;
  if (layer !== '') query.set('as', layer);
  for (const [name, value] of Object.entries(rest)) if (value.trim() !== '') query.set(name, value.trim());
  const mapped = Object.entries(mapping).filter(([, name]) => name.trim() !== '');
  if (mapped.length > 0) query.set('mapping', JSON.stringify(Object.fromEntries(mapped)));
  return query;
}
