import type { Edit } from '@quartierblick/gis/analysis/network/types.ts';
import type { SavedNetworkScenario } from '@quartierblick/gis/network/answers.ts';
import type { Api } from '#lib/api.ts';

const PATH = '/api/network/scenarios';

/** Saved scenarios, the newest first as the server lists them. @throws what the api answers */
export async function list({ root, send }: Api): Promise<SavedNetworkScenario[]> {
  return (await (await send(root + PATH)).json()) as SavedNetworkScenario[];
}

/** Saves a scenario, over an open one where it is given. @throws what the api answers; 412 where somebody changed it meanwhile */
export async function save(
  { root, send }: Api,
  scenario: { name: string; edits: readonly Edit[]; settings: Record<string, unknown> },
  open: SavedNetworkScenario | null,
): Promise<SavedNetworkScenario> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (open) headers['If-Match'] = `"${open.version}"`;
  const body = JSON.stringify(scenario);
  const response = await send(open ? `${root}${PATH}/${open.id}` : root + PATH, {
    method: open ? 'PUT' : 'POST',
    headers,
    body,
  });
  return (await response.json()) as SavedNetworkScenario;
}

/** Deletes a scenario. @returns true @throws what the api answers */
export async function remove({ root, send }: Api, { id, version }: SavedNetworkScenario): Promise<boolean> {
  await send(`${root}${PATH}/${id}`, { method: 'DELETE', headers: { 'If-Match': `"${version}"` } });
  return true;
}
