import { describe, expect, it } from 'vitest';
import { AT_START, press } from './steps.ts';
import type { ShowState } from './steps.ts';

const shown = { slides: 12, isMap: (index: number) => index === 1 };

function after(...keys: string[]): ShowState | 'left' {
  return keys.reduce<ShowState | 'left'>(
    (state, key) => (state === 'left' ? state : (press(state, key, shown) ?? state)),
    AT_START,
  );
}

describe('a presentation', () => {
  it('goes on and back by arrows, clicker and space, and stays at its ends', () => {
    expect(after('ArrowRight', 'PageDown', ' ', 'Enter')).toMatchObject({ index: 4 });
    expect(after('ArrowRight', 'PageUp', 'ArrowLeft', 'ArrowLeft')).toMatchObject({ index: 0 });
    expect(after('End', 'ArrowRight')).toMatchObject({ index: 11 });
    expect(after('End', 'Home')).toMatchObject({ index: 0 });
  });

  it('jumps to the number that was typed when Enter is pressed, and forgets it at any other key', () => {
    expect(after('1', '2', 'Enter')).toMatchObject({ index: 11, typed: '' });
    expect(after('3', 'ArrowRight', 'Enter')).toMatchObject({ index: 2 });
    expect(after('9', '9', '9', 'Enter')).toMatchObject({ index: 11 });
    expect(after('0', 'Enter')).toMatchObject({ index: 0 });
  });

  it('comes back from black to the same slide, whatever key brings it back', () => {
    expect(after('b')).toMatchObject({ black: true });
    expect(after('b', 'PageDown')).toMatchObject({ black: false, index: 0 });
    expect(after('.', 'B')).toMatchObject({ black: false });
  });

  it('lets maps be explored, and nothing else; arrows are the map’s meanwhile', () => {
    expect(after('e')).toMatchObject({ exploring: false });
    expect(after('ArrowRight', 'e', 'ArrowRight')).toMatchObject({ exploring: true, index: 1 });
    expect(after('ArrowRight', 'e', 'Escape')).toMatchObject({ exploring: false, index: 1 });
  });

  it('is chosen from in the overview by arrows and Enter', () => {
    expect(after('o', 'ArrowRight', 'ArrowRight', 'Enter')).toMatchObject({ overview: false, index: 2 });
    expect(after('ArrowRight', 'o', 'ArrowRight', 'Escape')).toMatchObject({ overview: false, index: 1 });
  });

  it('is left by Esc only when nothing else is open', () => {
    expect(after('l', 'b', 'Escape')).toMatchObject({ black: false, laser: true });
    expect(after('l', 'b', 'Escape', 'Escape')).toMatchObject({ laser: false });
    expect(after('l', 'b', 'Escape', 'Escape', 'Escape')).toBe('left');
  });

  it('leaves keys that mean nothing to the browser', () => {
    expect(press(AT_START, 'Tab', shown)).toBeNull();
    expect(press(AT_START, 'q', shown)).toBeNull();
  });
});
