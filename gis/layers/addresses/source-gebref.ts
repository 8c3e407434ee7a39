import { crsBySrid, crsOfPosition } from '../../read/crs.ts';
import type { Crs } from '../../read/crs.ts';
import { headerOf, readDelimited, separatorOf } from '../../read/delimited.ts';
import { placeGeometry } from '../../read/geometry.ts';
import { parseInteger, parseNumber, parseText } from '../../read/numbers.ts';
import { rowCheck, shorten } from '../../read/validate.ts';
import type { ImportContext, ImportFile, ImportRead, ImportSource, RecordResult, SkipReason } from '../source-types.ts';
import { addresses } from './layer.ts';
import type { AddressQuality } from './layer.ts';

/** Where a layout keeps what is read, by column from 0. */
interface Layout {
  columns: number;
  /** Keys of Land, Regierungsbezirk, Kreis and Gemeinde. */
  municipality: readonly number[];
  place: number | null;
  district: number | null;
  street: number;
  number: number;
  suffix: number;
  zone: number | null;
  east: number;
  north: number;
  date: number;
}

/** First three columns of both layouts: what to do with the record (NBA), object id (OI), quality (QUA). */
const ACTION = 0;
const ID = 1;
const QUALITY = 2;

/**
 * Both layouts of the Gebäudereferenzen of Geobasis NRW, which have no header. Until about 2020 they were those of the house
 * coordinates of all of Germany (ZSHH, "Datenformatbeschreibung Hauskoordinaten", version 3.1): NBA OI QUA LAN RBZ KRS GMD OTT SSS
 * HNR ADZ east north STN date, with names of municipalities in a second file. Since then each key has its name behind it, and
 * the zone stands in a column of its own.
 */
const LAYOUTS: readonly Layout[] = [
  {
    ...{ columns: 21, municipality: [3, 5, 7, 9], place: 10, district: 12, street: 14, number: 15, suffix: 16 },
    ...{ zone: 17, east: 18, north: 19, date: 20 },
  },
  {
    ...{ columns: 15, municipality: [3, 4, 5, 6], place: null, district: null, street: 13, number: 9, suffix: 10 },
    ...{ zone: null, east: 11, north: 12, date: 14 },
  },
];

/** QUA: an official number within the building, one on the parcel, and one that only the cadastre uses. */
const QUALITIES: Readonly<Record<string, AddressQuality>> = { A: 'building', B: 'parcel', C: 'internal' };

/** The layout of a record, by its number of columns and what stands in the first four. */
function layoutOf(cells: readonly string[]): Layout | undefined {
  const begins = /^[NLA]?$/.test(cells[ACTION] ?? '') && /^DE[A-Z]{2}\w{8,14}$/.test(cells[ID] ?? '');
  if (!begins || !/^[A-Z]$/.test(cells[QUALITY] ?? '') || !/^\d\d$/.test(cells[3] ?? '')) return undefined;
  return LAYOUTS.find(({ columns }) => columns === cells.length);
}

type Taken = { row: Record<string, unknown>; date: string | null } | { skip: SkipReason; example: string };

function systemOf(zone: string | null, position: [number, number]): Crs | undefined {
  if (zone === null) return crsOfPosition(position);
  return /^3[123]$/.test(zone) ? crsBySrid(25800 + Number(zone)) : undefined;
}

/** Row of one record, pure. */
function toRow(cells: readonly string[], layout: Layout, { surroundings }: ImportContext): Taken {
  const at = (column: number | null): string | null => (column === null ? null : parseText(cells[column]));
  // L: to be deleted. A file of changes says so; what is gone is no address.
  if (at(ACTION) === 'L') return { skip: 'not-applicable', example: 'NBA = L' };
  const street = at(layout.street);
  const number = parseInteger(at(layout.number));
  const key = at(ID);
  if (key === null) return { skip: 'no-key', example: street ?? '' };
  if (street === null) return { skip: 'no-street', example: key };
  if (number === null || number === 0) return { skip: 'no-house-number', example: shorten(street) };
  const east = parseNumber(at(layout.east));
  const north = parseNumber(at(layout.north));
  if (east === null || north === null) return { skip: 'no-geometry', example: key };
  const crs = systemOf(at(layout.zone), [east, north]);
  if (!crs) return { skip: 'invalid-value', example: `Zone = ${shorten(at(layout.zone))}` };
  const point = { type: 'Point', coordinates: [east, north] };
  const placed = placeGeometry(point, crs, 'point', surroundings);
  if ('skip' in placed) return placed;
  const municipality = layout.municipality.map((column) => at(column) ?? '').join('');
  const row = {
    key,
    street,
    number,
    suffix: at(layout.suffix)?.toLowerCase() ?? null,
    // Gebäudereferenzen hold nothing postal.
    postcode: null,
    place: at(layout.place),
    district: at(layout.district),
    municipality: /^\d{8}$/.test(municipality) ? municipality : null,
    quality: QUALITIES[at(QUALITY) ?? ''] ?? null,
    geometry: placed.geometry,
  };
  return { row, date: /^\d{4}-\d\d-\d\d$/.exec(at(layout.date) ?? '')?.[0] ?? null };
}

/** House coordinates of North Rhine-Westphalia (`gebref.txt`), in both layouts. */
export const addressesGebref: ImportSource = {
  id: 'addresses-gebref',
  layer: 'addresses',
  title: { de: 'Gebäudereferenzen NRW (gebref.txt)', en: 'House coordinates of North Rhine-Westphalia (gebref.txt)' },
  source: addresses.source,
  detect: ({ text }) => (separatorOf(text) === ';' && layoutOf(headerOf(text)) ? 0.95 : 0),
  read: (file: ImportFile, context: ImportContext): ImportRead => {
    let latest: string | null = null;

    async function* batches(): AsyncGenerator<RecordResult[]> {
      // There is no header: what the reader takes for one is the first record.
      const { header: first, batches: others } = await readDelimited(file);
      const layout = layoutOf(first) ?? LAYOUTS[0];
      const check = rowCheck(addresses.dataset);
      let record = 0;

      const take = (cells: string[]): RecordResult => {
        record += 1;
        if (!layout || cells.length !== layout.columns) {
          return { record, skip: 'wrong-field-count', example: `${cells.length} ≠ ${layout?.columns ?? 0}` };
        }
        const taken = toRow(cells, layout, context);
        if ('skip' in taken) return { record, ...taken };
        const wrong = check(taken.row);
        if (wrong !== null) return { record, skip: 'invalid-value', example: wrong };
        if (taken.date !== null && (latest === null || taken.date > latest)) latest = taken.date;
        return { record, rows: [{ dataset: addresses.dataset.id, row: taken.row }] };
      };

      yield [take(first)];
      for await (const batch of others) yield batch.map(take);
    }
    return { batches: batches(), asOf: () => latest };
  },
};
