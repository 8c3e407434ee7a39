import type { Dataset, LayerDefinition } from './define.ts';
import { offerProviders, offerRegister, offerTexts } from './offers/register.ts';
import { CASE_PARTS } from './properties/parts.ts';

/**
 * Tables that belong to a layer and are imported, undone and checked with it, but are no part of what the map shows. Apart
 * from the layers, so that the page of the map need not carry their declarations.
 */
const BESIDE: Readonly<Record<string, readonly Dataset[]>> = {
  offers: [offerProviders, offerRegister, offerTexts],
  properties: CASE_PARTS.map((part) => part.dataset),
};

/** Tables of a layer: its own, the related ones that are shown with a feature, and those beside it. */
export function datasetsOf(layer: LayerDefinition): Dataset[] {
  return [layer.dataset, ...layer.related, ...(BESIDE[layer.id] ?? [])];
}
