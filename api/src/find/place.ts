import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import { addresses } from '@quartierblick/gis/layers/addresses/layer.ts';
import { placeOf } from '@quartierblick/gis/network/lon-lat.ts';
import type { AddressSearch } from '../addresses/service.ts';
import type { Sql } from '../db.ts';
import { visibleLayers } from '../layers/access.ts';
import { layerVersions } from '../layers/versions.ts';
import { hitsOf } from '../search/hits.ts';
import type { SearchService } from '../search/service.ts';

/** Where somebody may have meant. EPSG:25832. */
export interface NamedPlace {
  name: string;
  at: Point;
}

/** Places that are offered beside the first. */
const MOST = 5;

/** Finds what a family may have written: an address, misspelled or not, else a street or a place of any layer. */
export class PlaceNames {
  readonly #sql: Sql;
  readonly #addresses: AddressSearch;
  readonly #search: SearchService;

  constructor(sql: Sql, addressSearch: AddressSearch, search: SearchService) {
    this.#sql = sql;
    this.#addresses = addressSearch;
    this.#search = search;
  }

  /** Best first; none where nothing comes close. Only what everyone may see. */
  async find(name: string): Promise<NamedPlace[]> {
    const version = await layerVersions(this.#sql);
    const found = await this.#addresses.find(name, version(addresses.id), MOST);
    if (found.length > 0) {
      // An address that fits needs no others beside it.
      const told = found[0]?.exact && !found[1]?.exact ? found.slice(0, 1) : found;
      return told.map(({ label, lon, lat }) => ({ name: label, at: placeOf([lon, lat]) }));
    }
    const hits = await hitsOf(this.#sql, await this.#search.find(name, visibleLayers('public'), version, MOST));
    return hits.map(({ title, center: [lon = 0, lat = 0] }) => ({ name: title, at: placeOf([lon, lat]) }));
  }
}
