/** Words for taking over a view of a screen as a slide. */
const de = {
  capture: 'Als Folie übernehmen',
  story: 'Geschichte',
  newStory: 'Neue Geschichte',
  place: 'Wohin',
  atEnd: 'ans Ende',
  after: (number: number, title: string) => `nach Folie ${number}${title ? `: ${title}` : ''}`,
  instead: (number: number, title: string) => `statt der Ansicht von Folie ${number}${title ? `: ${title}` : ''}`,
  headline: 'Überschrift',
  take: 'Übernehmen',
  cancel: 'Abbrechen',
  taken: 'Die Ansicht ist jetzt eine Folie.',
  edit: 'Geschichte bearbeiten',
  loading: 'Geschichten werden geladen …',
  failed: 'Die Geschichten konnten nicht geladen werden.',
};
export type CaptureWords = typeof de;
const en = {
  capture: 'Capture as slide',
  story: 'Story',
  newStory: 'New story',
  place: 'Where',
  atEnd: 'at the end',
  after: (number: number, title: string) => `after slide ${number}${title ? `: ${title}` : ''}`,
  instead: (number: number, title: string) => `in place of the view of slide ${number}${title ? `: ${title}` : ''}`,
  headline: 'Headline',
  take: 'Capture',
  cancel: 'Cancel',
  taken: 'The view is a slide now.',
  edit: 'Edit story',
  loading: 'Stories are loading …',
  failed: 'The stories could not be loaded.',
} satisfies CaptureWords;
export const CAPTURE_WORDS = { de, en };
