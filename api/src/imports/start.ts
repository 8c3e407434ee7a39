import { rm } from 'node:fs/promises';
import type { AppDeps } from '../deps.ts';
import { importsOf } from './manager.ts';
import type { ImportManager } from './manager.ts';
import { uploadFolder } from './upload.ts';

/** Makes imports ready when the server starts: what the last process left unfinished is marked and cleaned up. */
export async function startImports(deps: AppDeps): Promise<ImportManager> {
  const imports = importsOf(deps);
  await rm(uploadFolder(deps.env), { recursive: true, force: true });
  await imports.recover();
  return imports;
}
