import type { RegisterId } from '@quartierblick/gis/register/target-list.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';

const UNKNOWN = {
  status: 404,
  type: 'unknown-register-import',
  title: { de: 'Diesen Import gibt es nicht', en: 'There is no such import' },
} as const;
const UNDONE = {
  status: 409,
  type: 'register-import-undone',
  title: { de: 'Der Import ist schon zurückgenommen', en: 'The import has been undone already' },
} as const;

/** Name of the file of an import. @throws Problem 404 where this register had none of this id */
export async function fileNameOf(sql: SqlLike, id: string, register: RegisterId): Promise<string> {
  const [row] = await sql<
    { name: string }[]
  >`select file_name as name from register_imports where id::text = ${id} and register = ${register}`;
  if (!row) throw new Problem(UNKNOWN);
  return row.name;
}

/** Of two who undo at once, one does. @throws Problem 409 for the other */
export async function claim(tx: SqlLike, id: string): Promise<void> {
  const claimed = await tx`
    update register_imports set undone_at = now() where id::text = ${id} and undone_at is null returning id
  `;
  if (claimed.length === 0) throw new Problem(UNDONE);
}
