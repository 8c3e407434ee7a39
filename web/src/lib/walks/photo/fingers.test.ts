import { describe, expect, it } from 'vitest';
import { Fingers } from './fingers.ts';

/** Fingers that write down what they are understood to do. */
function noted(): { fingers: Fingers; done: string[] } {
  const done: string[] = [];
  const say = (word: string) => () => void done.push(word);
  const fingers = new Fingers({
    ...{ begin: say('begin'), draw: say('draw'), end: say('end'), giveUp: say('give up') },
    pinch: (before, now) =>
      done.push(`pinch ${Math.abs(before[0].x - before[1].x)} to ${Math.abs(now[0].x - now[1].x)}`),
  });
  return { fingers, done };
}

describe('fingers on a photo', () => {
  it('one covers from where it comes down to where it is lifted', () => {
    const { fingers, done } = noted();
    fingers.down(1, { x: 0, y: 0 });
    fingers.move(1, { x: 5, y: 0 });
    fingers.up(1);
    expect(done).toEqual(['begin', 'draw', 'end']);
  });

  it('a second one gives up what the first has begun: nobody covers by pinching', () => {
    const { fingers, done } = noted();
    fingers.down(1, { x: 0, y: 0 });
    fingers.move(1, { x: 1, y: 0 });
    fingers.down(2, { x: 11, y: 0 });
    fingers.move(2, { x: 31, y: 0 });
    expect(done).toEqual(['begin', 'draw', 'give up', 'pinch 10 to 30']);
  });

  it('after two nothing is drawn until all are lifted, then one draws again', () => {
    const { fingers, done } = noted();
    fingers.down(1, { x: 0, y: 0 });
    fingers.down(2, { x: 10, y: 0 });
    fingers.up(1);
    fingers.move(2, { x: 90, y: 0 });
    fingers.up(2);
    expect(done).toEqual(['begin', 'give up']);
    fingers.down(3, { x: 0, y: 0 });
    fingers.up(3);
    expect(done.slice(2)).toEqual(['begin', 'end']);
  });

  it('a mouse that only passes over does nothing', () => {
    const { fingers, done } = noted();
    fingers.move(1, { x: 5, y: 5 });
    fingers.up(1);
    expect(done).toEqual([]);
  });
});
