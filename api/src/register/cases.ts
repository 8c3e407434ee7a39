import { CASE_REGISTER } from '@quartierblick/gis/register/cases.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import { registerRows } from '@quartierblick/gis/register/rows.ts';
import { writtenCells, writtenHeaders } from '@quartierblick/gis/register/write.ts';
import type { WrittenCase } from '@quartierblick/gis/register/write.ts';
import type { SqlLike } from '../db.ts';
import { applyPlan } from './apply.ts';
import type { RegisterEngine } from './engine.ts';
import { Matcher } from './match.ts';
import { Houses } from './near.ts';
import { planRows } from './plan.ts';
import type { PlannedRow } from './plan.ts';
import type { ReadRegister } from './read-register.ts';
import { buildingsAt, readBuildings, readStock } from './stock.ts';
import { undoImport } from './undo.ts';
import { writeRegisterFile } from './write-file.ts';

async function planCases(sql: SqlLike, { table, header }: ReadRegister, mapping: Mapping): Promise<PlannedRow[]> {
  const rows = registerRows(table, header, mapping);
  const stock = await readStock(sql);
  const houses = new Houses(await readBuildings(sql));
  const points = rows.flatMap(({ line, place, key }) =>
    place && key === null ? [{ line, east: place[0], north: place[1] }] : [],
  );
  const located = points.length > 0 ? await buildingsAt(sql, points) : new Map<number, never>();
  return planRows(rows, { matcher: new Matcher(stock), houses, located });
}

/** The register of problem properties. */
export const caseEngine: RegisterEngine = {
  targets: CASE_REGISTER,
  plan: async (sql, file, mapping) => ({ rows: await planCases(sql, file, mapping), questions: [] }),
  async take(db, file, order) {
    const rows = await planCases(db.sql, file, order.mapping);
    order.check();
    const applied = await applyPlan(db, { ...order, rows });
    const count = (state: PlannedRow['state']): number => rows.filter((row) => row.state === state).length;
    return { ...applied, unchanged: count('unchanged'), problems: count('problem') };
  },
  async write(sql, { format, language, keys }) {
    const stock = await readStock(sql, keys ?? undefined);
    const rows = stock.map(({ key, values }) => ({ ...values, key })) as WrittenCase[];
    const cells = rows.map((row) => writtenCells(row, language));
    return writeRegisterFile(format, { headers: writtenHeaders(language), rows: cells, sheet: 'Register' }, language);
  },
  undo: undoImport,
};
