import type { LanguageCode } from '#lib/app/language.svelte.ts';

/** Words of the square; only its tab loads them. */
const de = {
  title: 'Problemdruck und Handlungsfähigkeit',
  lead: 'Beides so, wie es Menschen in der Fallakte beurteilt haben. Ein Feld wählen, um seine Fälle und Schritte zu sehen.',
  // With places to break: the head of a column on a phone.
  pressure: 'Problem\u00addruck',
  ability: 'Handlungs\u00adfähigkeit',
  field: (pressure: string, ability: string, n: string) =>
    `Problemdruck ${pressure}, Handlungsfähigkeit ${ability}: ${n}`,
  cases: (n: string) => (n === '1' ? '1 Fall' : `${n} Fälle`),
  unjudged: 'Nicht beurteilt',
  unjudgedHint: 'Problemdruck oder Handlungsfähigkeit fehlt; diese Fälle stehen in keinem Feld.',
  chosen: 'Fälle des Feldes',
  none: 'In diesem Feld steht kein Fall.',
  steps: 'Rechtliche Schritte dieser Fälle',
  stepsFailed: 'Die rechtlichen Schritte konnten nicht gelesen werden.',
  step: 'Instrument',
  possible: 'möglich',
  running: 'läuft',
  noSteps: 'Kein Schritt läuft, und keiner kann jetzt beginnen.',
  noAddress: 'ohne Adresse',
};

const en: typeof de = {
  title: 'Problem pressure and ability to act',
  lead: 'Both as people judged them in the case file. Choose a field to see its cases and steps.',
  pressure: 'Problem pressure',
  ability: 'Ability to act',
  field: (pressure, ability, n) => `Problem pressure ${pressure}, ability to act ${ability}: ${n}`,
  cases: (n) => (n === '1' ? '1 case' : `${n} cases`),
  unjudged: 'Not judged',
  unjudgedHint: 'Problem pressure or ability to act is missing; these cases stand in no field.',
  chosen: 'Cases of the field',
  none: 'There is no case in this field.',
  steps: 'Legal steps of these cases',
  stepsFailed: 'The legal steps could not be read.',
  step: 'Instrument',
  possible: 'possible',
  running: 'running',
  noSteps: 'No step is running, and none can begin now.',
  noAddress: 'no address',
};

export const SQUARE_WORDS: Record<LanguageCode, typeof de> = { de, en };
