import { layers } from '../layers/index.ts';
import type { LayerId } from '../layers/index.ts';

/** Layers whose rows the dashboard reckons itself. */
const RECKONED: ReadonlySet<string> = new Set(['hotspots', 'property-counts']);

/**
 * Built-in layers that a service may feed: those that everybody may see in full. The register of cases is no service's business: what stands in
 * it is protected, and an example of it in the difference of a run would be kept where nobody looks for it.
 */
export const CONNECTABLE: readonly LayerId[] = layers
  .filter(({ id, policy }) => policy.full === 'public' && !RECKONED.has(id))
  .map(({ id }) => id);
