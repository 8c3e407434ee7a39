import type { SqlLike } from '../db.ts';

/** Land of the project (ISO 3166-2:DE without the prefix); null where no project is set up. */
export async function projectLand(sql: SqlLike): Promise<string | null> {
  const [project] = await sql<{ land: string }[]>`select land from project`;
  return project?.land ?? null;
}
