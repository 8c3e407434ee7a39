import { OFFER_REGISTER } from '@quartierblick/gis/register/offers/register.ts';
import type { RegisterEngine } from '../../register/engine.ts';
import { takeOffers } from './apply.ts';
import { planOffers, readOfferFile } from './plan.ts';
import { undoOffers } from './undo.ts';
import { writeOffers } from './write-offers.ts';

/** The register of offers. */
export const offerEngine: RegisterEngine = {
  targets: OFFER_REGISTER,
  plan: async (sql, file, mapping) => planOffers(sql, await readOfferFile(sql, file, mapping)),
  take: takeOffers,
  write: writeOffers,
  undo: undoOffers,
};
