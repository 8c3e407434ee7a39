import type { Database } from '../db.ts';
import type { Log } from '../log.ts';
import { CONTENT, contentVersions } from './content.ts';
import type { WalkNetwork } from './service.ts';

/** One import changes several layers in a row; the network is read once they are all there. */
const CALM_MS = 1_000;

/**
 * Computes anew, after a layer has changed, what people have asked for before, so that the next one does not wait for it. What
 * nobody asked for is not computed.
 * @returns a function that ends it
 */
export function followLayers(
  { sql, subscribe }: Pick<Database, 'sql' | 'subscribe'>,
  network: WalkNetwork,
  log: Log,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = async (): Promise<void> => {
    const versions = await contentVersions(sql);
    for (const content of network.asked) await network.content(content, versions[content]);
  };
  const unsubscribe = subscribe((event) => {
    if (event.type !== 'layer-changed') return;
    if (!network.asked.some((content) => CONTENT[content].some(({ id }) => id === event.layer))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      refresh().catch((error: unknown) =>
        log.error({ err: error }, 'the walking network could not be brought up to date'),
      );
    }, CALM_MS).unref();
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
