/** Words of the list of stories. */
const de = {
  title: 'Forum',
  lead: 'Geschichten aus dem Quartier, mit Zahlen, die ihre Herkunft kennen',
  loading: 'Geschichten werden geladen …',
  failed: 'Die Geschichten konnten nicht geladen werden.',
  emptyTitle: 'Noch keine Geschichten',
  empty: 'Eine Geschichte ist eine Folge von Ansichten des Dashboards.',
  emptyPublic: 'Es ist noch keine Geschichte für alle freigegeben.',
  add: 'Neue Geschichte',
  untitled: 'Ohne Titel',
  open: 'für alle offen',
  demo: 'Demo',
  slides: (n: number) => (n === 1 ? '1 Folie' : `${n} Folien`),
  changed: (when: string, by: string) => `geändert ${when}, ${by}`,
  present: 'Vorführen',
  edit: 'Bearbeiten',
  firstSlide: 'Neue Geschichte',
};
export type StoryListWords = typeof de;
const en = {
  title: 'Forum',
  lead: 'Stories of the quarter, with figures that know where they come from',
  loading: 'Stories are loading …',
  failed: 'The stories could not be loaded.',
  emptyTitle: 'No stories yet',
  empty: 'A story is a sequence of views of the dashboard.',
  emptyPublic: 'No story is open to everybody yet.',
  add: 'New story',
  untitled: 'Untitled',
  open: 'open to everybody',
  demo: 'demo',
  slides: (n: number) => (n === 1 ? '1 slide' : `${n} slides`),
  changed: (when: string, by: string) => `changed ${when}, ${by}`,
  present: 'Present',
  edit: 'Edit',
  firstSlide: 'New story',
} satisfies StoryListWords;
export const STORY_LIST_WORDS = { de, en };
