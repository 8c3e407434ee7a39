import type { Text } from '../layers/fields.ts';
import type { MeasureState } from './measure.ts';

/** How people name the states of a measure; one list for the screen, the file and the protocol. */
export const MEASURE_STATE_WORDS: Readonly<Record<MeasureState, Text>> = {
  open: { de: 'offen', en: 'open' },
  examined: { de: 'in Prüfung', en: 'in examination' },
  commissioned: { de: 'beauftragt', en: 'commissioned' },
  done: { de: 'erledigt', en: 'done' },
  rejected: { de: 'abgelehnt', en: 'rejected' },
};
