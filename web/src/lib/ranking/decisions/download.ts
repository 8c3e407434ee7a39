import type { Api } from '#lib/api.ts';
import { keepFile } from '#lib/app/keep-file.ts';

/** Asks for a file and gives it to the browser to keep. @throws what the api answers */
export async function download({ root, send }: Api, path: string, body: unknown, name: string): Promise<void> {
  const response = await send(root + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  keepFile(await response.blob(), name);
}
