import type { Api } from '#lib/api.ts';

/** Asks for a file and gives it to the browser to keep. @throws what the api answers */
export async function download({ root, send }: Api, path: string, body: unknown, name: string): Promise<void> {
  const response = await send(root + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  [link.href, link.download] = [url, name];
  link.click();
  // Not at once: some browsers begin to read after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
