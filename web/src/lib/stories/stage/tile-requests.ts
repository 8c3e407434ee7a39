import type { RequestTransformFunction } from 'maplibre-gl';

/**
 * How a map asks for what it draws: tiles of ours with these headers, everything else as it is.
 * @param root of the installation
 */
export function tileRequests(root: string, headers: Readonly<Record<string, string>>): RequestTransformFunction {
  const own = `${root}/tiles/`;
  return (url) => ({ url, ...(url.startsWith(own) && { headers: { ...headers } }) });
}
