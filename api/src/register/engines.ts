import type { RegisterId } from '@quartierblick/gis/register/target-list.ts';
import { offerEngine } from '../offers/import/engine.ts';
import { caseEngine } from './cases.ts';
import type { RegisterEngine } from './engine.ts';

/** Every register that files are read into. */
export const ENGINES: Record<RegisterId, RegisterEngine> = { properties: caseEngine, offers: offerEngine };
