import type { Text } from '@quartierblick/gis/layers/fields.ts';

/** One thing that was looked at. `hint`: it works, but somebody should know. */
export interface Finding {
  about: string;
  kind: 'holds' | 'hint' | 'wrong';
  text: Text;
}

export const holds = (about: string, de: string, en: string): Finding => ({ about, kind: 'holds', text: { de, en } });
export const hint = (about: string, de: string, en: string): Finding => ({ about, kind: 'hint', text: { de, en } });
export const wrong = (about: string, de: string, en: string): Finding => ({ about, kind: 'wrong', text: { de, en } });
