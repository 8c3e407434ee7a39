import type { ConnectionKind } from '@quartierblick/gis/connections/kinds.ts';
import type { Fields } from './client.ts';

type Settings = Fields['settings'];

/** Empty settings of a kind; the address is kept, for it may be the kind that was wrong. */
export function settingsOf(kind: ConnectionKind, url = ''): Settings {
  switch (kind) {
    case 'ogc-features':
      return { kind, url, collection: '', filter: '', within: true };
    case 'wfs':
      return { kind, url, typeName: '', filter: '', within: true };
    case 'opendatasoft':
      return { kind, url, dataset: '', filter: '' };
    case 'arcgis':
      return { kind, url, filter: '', within: true };
    case 'overpass':
      return { kind, url, query: '' };
    case 'url':
      return { kind, url, member: '' };
  }
}

/** A connection of which nothing is known yet. */
export const blank = (): Fields => ({
  title: '',
  settings: settingsOf('url'),
  credential: null,
  layer: 'playgrounds',
  year: null,
  mapping: null,
  values: null,
  source: {},
  schedule: 'weekly',
  active: true,
  replaces: 'own',
  review: true,
  mostGonePercent: 30,
});
