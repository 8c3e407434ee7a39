import type { Context, MiddlewareHandler } from 'hono';
import { layers as builtIn } from '@quartierblick/gis/layers/index.ts';
import { layerFor } from '@quartierblick/gis/layers/policy.ts';
import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { editionOf } from '../auth/identity.ts';
import type { Database } from '../db.ts';
import { Problem, validationProblem } from '../errors.ts';
import { registryOf } from './registry.ts';
import type { LayerRegistry } from './registry.ts';

declare module 'hono' {
  interface ContextVariableMap {
    layers: LayerRegistry;
  }
}

/** Lets a request know which layers there are, free ones included, as they are when it comes. */
export function withLayers(db: Database): MiddlewareHandler {
  const registry = registryOf(db);
  return async (c, next) => {
    await registry.refresh();
    c.set('layers', registry);
    await next();
  };
}

/** Layers as an edition may see them, in drawing order from bottom to top. @param all the built-in ones where absent */
export function visibleLayers(edition: Edition, all: readonly LayerDefinition[] = builtIn): readonly LayerDefinition[] {
  return all.flatMap((layer) => layerFor(layer, edition) ?? []);
}

/**
 * The layer that a request names. One that the caller may not see is answered exactly like one that does not exist,
 * so that its existence is not given away.
 * @param edition the caller's, or a lower one
 * @throws Problem 404
 */
export function requestedLayer(c: Context, id: string, edition = editionOf(c)): LayerDefinition {
  const layer = c.get('layers').layerById(id);
  const seen = layer && layerFor(layer, edition);
  if (seen) return seen;
  throw new Problem({
    status: 404,
    type: 'unknown-layer',
    title: { de: 'Diese Ebene gibt es nicht', en: 'There is no such layer' },
    detail: {
      de: 'Oder sie gehört nicht zu Ihrer Ausgabe: Wer angemeldet ist, sieht mehr.',
      en: 'Or it is not part of your edition: whoever is signed in sees more.',
    },
  });
}

/**
 * A parameter that cannot be judged before the layer is known, e.g. the name of a class: the same answer
 * that a failed schema gives.
 */
export function invalidParameter(path: string, message: string): Problem {
  return validationProblem([{ path: [path], message }]);
}
