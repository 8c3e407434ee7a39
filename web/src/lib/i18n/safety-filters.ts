/** Words of the filters of the screen about one street. */
const de = {
  filters: 'Filter',
  reset: 'Filter zurücksetzen',
  all: 'alle',
  years: 'Jahr',
  categories: 'Schwere',
  participants: 'Beteiligte',
  hours: 'Stunde',
  weekdays: 'Wochentag',
  light: 'Licht',
  roadStates: 'Straße',
  chosen: (what: string, n: string) => `${what}: ${n} gewählt`,
  day: { '1': 'So', '2': 'Mo', '3': 'Di', '4': 'Mi', '5': 'Do', '6': 'Fr', '7': 'Sa' } as Record<string, string>,
};

const en = {
  filters: 'Filters',
  reset: 'Reset filters',
  all: 'all',
  years: 'Year',
  categories: 'Severity',
  participants: 'Participants',
  hours: 'Hour',
  weekdays: 'Weekday',
  light: 'Light',
  roadStates: 'Road',
  chosen: (what: string, n: string) => `${what}: ${n} chosen`,
  day: { '1': 'Sun', '2': 'Mon', '3': 'Tue', '4': 'Wed', '5': 'Thu', '6': 'Fri', '7': 'Sat' },
} satisfies typeof de;

export const FILTER_WORDS = { de, en };
