import type { Text } from '../layers/fields.ts';
import type { Role } from './event.ts';

/** How people name the roles of a walk; one list for the field, the screens and what is printed. */
export const ROLE_WORDS: Readonly<Record<keyof Text, Readonly<Record<Role, string>>>> = {
  de: {
    lead: 'Leitung',
    scribe: 'Protokoll',
    child: 'Kind',
    scout: 'Barriere-Scout',
    resident: 'Nachbarschaft',
  },
  en: { lead: 'Lead', scribe: 'Scribe', child: 'Child', scout: 'Accessibility scout', resident: 'Neighbourhood' },
};
