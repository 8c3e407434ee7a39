/**
 * Names a route in both languages. The document itself is English, as its readers expect of an OpenAPI document;
 * the readable page shows German where the reader asks for it.
 */
export function summary(de: string, en: string): { summary: string; 'x-summary-de': string } {
  return { summary: en, 'x-summary-de': de };
}
