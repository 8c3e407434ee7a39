import { headerOf, readDelimited } from '../../read/delimited.ts';
import { LAEA_EUROPE } from '../../read/crs.ts';
import { misplaced } from '../../read/surroundings.ts';
import { rowCheck, shorten } from '../../read/validate.ts';
import { UnreadableFile } from '../source-types.ts';
import type { FileHead, ImportContext, ImportFile, ImportRead, ImportSource, RecordResult } from '../source-types.ts';
import { cellPolygon, cellValue, cornerOf, gridId } from './cell.ts';
import { populationGrid } from './layer.ts';

/** Reference days of the two censuses (Zensusgesetz 2011; ZensG 2022). */
const REFERENCE_DAY: Record<number, string> = { 2011: '2011-05-09', 2022: '2022-05-15' };

interface Columns {
  id: number;
  people: number;
  explanation: number;
}

function columnsOf(header: readonly string[]): Columns {
  const lower = header.map((cell) => cell.toLowerCase());
  return {
    id: lower.indexOf('gitter_id_100m'),
    people: lower.indexOf('einwohner'),
    explanation: lower.indexOf('werterlaeuternde_zeichen'),
  };
}

/**
 * Refuses grids of other resolutions and other topics of the census, which have the same build.
 * @throws {UnreadableFile} that names what was found
 */
function requireColumns(header: readonly string[], { id, people }: Columns): void {
  const coarse = header.map((cell) => /^gitter_id_(1km|10km)$/i.exec(cell)?.[1]).find((size) => size !== undefined);
  if (coarse !== undefined) {
    throw new UnreadableFile({
      de: `Das ist das ${coarse.replace('km', '-km')}-Gitter des Zensus. Die Ebene zeigt das 100-m-Gitter; es liegt im selben ZIP-Archiv.`,
      en: `This is the ${coarse.replace('km', ' km')} grid of the census. The layer shows the 100 m grid, which lies in the same ZIP archive.`,
    });
  }
  if (id < 0) {
    throw new UnreadableFile({
      de: 'In der Kopfzeile fehlt die Spalte GITTER_ID_100m.',
      en: 'The header lacks the column GITTER_ID_100m.',
    });
  }
  if (people < 0) {
    throw new UnreadableFile({
      de: `In der Kopfzeile fehlt die Spalte „Einwohner“; das ist ein anderes Thema des Zensus (${header.slice(3, 6).join(', ').slice(0, 80)}).`,
      en: `The header lacks the column “Einwohner”; this is another topic of the census (${header.slice(3, 6).join(', ').slice(0, 80)}).`,
    });
  }
}

/** Population in the 100 m grid as the censuses of 2011 and 2022 publish it. */
export const zensusGrid: ImportSource = {
  id: 'zensus-grid',
  layer: 'population-grid',
  title: { de: 'Zensus, 100-m-Gitter (2011 und 2022)', en: 'Census, 100 m grid (2011 and 2022)' },
  source: populationGrid.source,
  detect: (head: FileHead) => {
    const header = headerOf(head.text);
    return header.some((cell) => /^gitter_id_(100m|1km|10km)$/i.test(cell)) ? 0.95 : 0;
  },
  read: (file: ImportFile, context: ImportContext): ImportRead => {
    let census: number | null = null;

    async function* batches(): AsyncGenerator<RecordResult[]> {
      const { header, batches: rows } = await readDelimited(file);
      const columns = columnsOf(header);
      requireColumns(header, columns);
      const check = rowCheck(populationGrid.dataset);
      let record = 0;

      const take = (cells: string[]): RecordResult => {
        record += 1;
        if (cells.length !== header.length) {
          return { record, skip: 'wrong-field-count', example: `${cells.length} ≠ ${header.length}` };
        }
        const id = (cells[columns.id] ?? '').trim();
        const corner = cornerOf(id);
        if (!corner) return { record, skip: 'invalid-value', example: `GITTER_ID_100m = ${shorten(id)}` };
        const centre = [corner.east + 50, corner.north + 50];
        const elsewhere = misplaced(() => [centre], LAEA_EUROPE, context.surroundings);
        if (elsewhere) return { record, ...elsewhere };
        const text = cells[columns.people] ?? '';
        const people = cellValue(text, columns.explanation < 0 ? '' : cells[columns.explanation]);
        if (!people) return { record, skip: 'invalid-value', example: `Einwohner = ${shorten(text)}` };
        // The layouts tell the censuses apart; a file that carries old values in the new layout is named by the user.
        census ??= context.year ?? (id.startsWith('CRS3035') ? 2022 : 2011);
        const key = `${gridId(corner)}-${census}`;
        const row = {
          key,
          cell: gridId(corner),
          census_year: census,
          inhabitants_raw: people.value,
          children_raw: null,
          total_area_ha: 1,
          settlement_area_ha: null,
          state_raw: people.state,
          geometry: { type: 'MultiPolygon', coordinates: [cellPolygon(corner).coordinates] },
        };
        const wrong = check(row);
        if (wrong !== null) return { record, skip: 'invalid-value', example: wrong };
        return { record, rows: [{ dataset: populationGrid.dataset.id, row }] };
      };

      for await (const batch of rows) yield batch.map(take);
      if (record === 0) {
        throw new UnreadableFile({
          de: 'Die Datei enthält nur die Kopfzeile.',
          en: 'The file holds nothing but its header.',
        });
      }
    }
    return { batches: batches(), asOf: () => (census === null ? null : (REFERENCE_DAY[census] ?? null)) };
  },
};
