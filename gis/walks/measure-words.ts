import type { Text } from '../layers/fields.ts';
import type { MeasureState } from './measure.ts';

/** How people name the states of a measure; one list for the screens, the file and the protocol. */
export const MEASURE_STATE_WORDS: Readonly<Record<keyof Text, Readonly<Record<MeasureState, string>>>> = {
  de: {
    open: 'offen',
    examined: 'in Prüfung',
    commissioned: 'beauftragt',
    done: 'erledigt',
    rejected: 'abgelehnt',
  },
  en: {
    open: 'open',
    examined: 'in examination',
    commissioned: 'commissioned',
    done: 'done',
    rejected: 'rejected',
  },
};
