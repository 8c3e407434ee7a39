/** What a presenter can do, from the keyboard, a clicker, another window or a phone. */
export const COMMANDS = [
  'next',
  'previous',
  'first',
  'last',
  'black',
  'overview',
  'explore',
  'laser',
  'leave',
] as const;
export type Command = (typeof COMMANDS)[number];

/** Where a presentation is. */
export interface ShowState {
  /** Slide that is shown, from 0. */
  index: number;
  black: boolean;
  overview: boolean;
  /** Slide that is chosen in the overview. */
  chosen: number;
  /** The map is the presenter's to move. */
  exploring: boolean;
  laser: boolean;
  /** Digits that were typed and wait for Enter. */
  typed: string;
}

export const AT_START: ShowState = {
  index: 0,
  black: false,
  overview: false,
  chosen: 0,
  exploring: false,
  laser: false,
  typed: '',
};

/** What there is to show. */
export interface Shown {
  slides: number;
  /** Whether a slide has a map that can be explored. */
  isMap: (index: number) => boolean;
}

/** Keys of clickers and keyboards; letters whatever the case. */
const KEYS: Readonly<Record<string, Command>> = {
  arrowright: 'next',
  arrowdown: 'next',
  pagedown: 'next',
  ' ': 'next',
  arrowleft: 'previous',
  arrowup: 'previous',
  pageup: 'previous',
  backspace: 'previous',
  home: 'first',
  end: 'last',
  b: 'black',
  '.': 'black',
  o: 'overview',
  e: 'explore',
  l: 'laser',
  escape: 'leave',
};

/** More digits than any story has slides are somebody's mistake. */
const MOST_DIGITS = 3;

const within = (index: number, { slides }: Shown): number => Math.min(Math.max(0, index), Math.max(0, slides - 1));

/** Shows a slide; what is beyond the ends stays there. */
export const goTo = (state: ShowState, index: number, shown: Shown): ShowState => ({
  ...state,
  index: within(index, shown),
  black: false,
  overview: false,
  exploring: false,
});

function step(state: ShowState, by: 1 | -1, shown: Shown): ShowState {
  if (state.black) return { ...state, black: false };
  if (state.overview) return { ...state, chosen: within(state.chosen + by, shown) };
  return goTo(state, state.index + by, shown);
}

/** From the innermost outwards, one at a time; 'left' where there is nothing left but the presentation itself. */
function left(state: ShowState): ShowState | 'left' {
  const open = (['exploring', 'overview', 'black', 'laser'] as const).find((name) => state[name]);
  return open ? { ...state, [open]: false } : 'left';
}

/** What still works while the map is the presenter's: arrows move it. */
const WHILE_EXPLORING: readonly Command[] = ['leave', 'explore', 'black', 'laser'];

/** The state after a command, or 'left'. */
export function act(state: ShowState, command: Command, shown: Shown): ShowState | 'left' {
  if (state.exploring && !WHILE_EXPLORING.includes(command)) return state;
  switch (command) {
    case 'next':
      return step(state, 1, shown);
    case 'previous':
      return step(state, -1, shown);
    case 'first':
      return goTo(state, 0, shown);
    case 'last':
      return goTo(state, shown.slides - 1, shown);
    case 'black':
      return { ...state, black: !state.black };
    case 'overview':
      return { ...state, overview: !state.overview, chosen: state.index };
    case 'explore':
      return { ...state, exploring: !state.exploring && shown.isMap(state.index) };
    case 'laser':
      return { ...state, laser: !state.laser };
    case 'leave':
      return left(state);
  }
}

function entered(state: ShowState, shown: Shown): ShowState | 'left' {
  const rest = { ...state, typed: '' };
  if (state.typed !== '') return goTo(rest, Number(state.typed) - 1, shown);
  return state.overview ? goTo(rest, state.chosen, shown) : act(rest, 'next', shown);
}

/** The state after a key; null where the key means nothing here and is the browser's. */
export function press(state: ShowState, key: string, shown: Shown): ShowState | 'left' | null {
  if (/^\d$/.test(key)) return { ...state, typed: (state.typed + key).slice(-MOST_DIGITS) };
  if (key === 'Enter') return entered(state, shown);
  const command = KEYS[key.toLowerCase()];
  return command ? act({ ...state, typed: '' }, command, shown) : null;
}
