import type { Zones } from '@quartierblick/gis/network/answers.ts';
import type { Api } from '#lib/api.ts';

/** Bodies of the api's answers, for the worker that computes on them. */
export interface NetworkBodies {
  streets: ArrayBuffer;
  places: ArrayBuffer;
  demand: ArrayBuffer;
}

/** Fetches what the walking network and its people are made of. @throws what the api answers */
export async function readNetwork({ root, send }: Api, zones: Zones, signal?: AbortSignal): Promise<NetworkBodies> {
  const body = async (path: string) =>
    (await send(`${root}/api/network/${path}`, signal ? { signal } : {})).arrayBuffer();
  const [streets, places, demand] = await Promise.all([body('streets'), body('places'), body(`demand?zones=${zones}`)]);
  return { streets, places, demand };
}
