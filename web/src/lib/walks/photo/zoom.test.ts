import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cover } from './cover.ts';
import { boxOf, maskOf, type Dot, type Mark } from './strokes.ts';
import { pinched, showing, toPaper, toPicture, wholeView, zoomed, zoomOf, type Frame, type View } from './zoom.ts';

const size = (most: number) =>
  fc.record({ width: fc.integer({ min: 40, max: most }), height: fc.integer({ min: 40, max: most }) });
const frames: fc.Arbitrary<Frame> = fc.record({ picture: size(2048), paper: size(1400) });
const spot = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
/** What somebody does to see a picture otherwise: buttons, and two fingers. */
const looks = fc.array(
  fc.oneof(
    fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), at: spot }),
    fc.record({ before: fc.tuple(spot, spot), now: fc.tuple(spot, spot) }),
  ),
  { maxLength: 6 },
);
const onPaper = ({ paper }: Frame, { x, y }: Dot): Dot => ({ x: x * paper.width, y: y * paper.height });
const two = (frame: Frame, [a, b]: readonly [Dot, Dot]): [Dot, Dot] => [onPaper(frame, a), onPaper(frame, b)];
type Look = { factor: number; at: Dot } | { before: [Dot, Dot]; now: [Dot, Dot] };
const seen = (frame: Frame, all: readonly Look[]): View =>
  all.reduce<View>(
    (view, look) =>
      'factor' in look
        ? zoomed(view, look.factor, frame, onPaper(frame, look.at))
        : pinched(view, two(frame, look.before), two(frame, look.now), frame),
    wholeView(frame),
  );

describe('however a picture is looked at', () => {
  it('the same place of it is the same place: what is stored is equal to the last byte', () => {
    const dot = fc.record({ x: fc.integer({ min: 0, max: 79 }), y: fc.integer({ min: 0, max: 79 }) });
    const marks = fc.array(
      fc.oneof(
        fc.record({ tool: fc.constant('cover' as const), dots: fc.array(dot, { minLength: 1, maxLength: 5 }) }),
        fc.record({ tool: fc.constant('box' as const), dots: fc.tuple(dot, dot) }),
      ),
      { minLength: 1, maxLength: 4 },
    );
    const picture = { width: 80, height: 80 };
    /** The picture with marks whose dots were touched on the paper through a view. */
    const stored = (all: readonly { tool: 'cover' | 'box'; dots: readonly Dot[] }[], view: View): Buffer => {
      const touched = all.map(({ tool, dots }): Mark => {
        const back = dots.map((one) => toPicture(view, toPaper(view, one)));
        return tool === 'cover' ? { tool, width: 9, dots: back } : boxOf(back[0] as Dot, back[1] as Dot);
      });
      const data = new Uint8ClampedArray(80 * 80 * 4).map((_, at) => (at * 37) % 251);
      cover({ data, ...picture }, maskOf(touched, 80, 80));
      return Buffer.from(data);
    };
    fc.assert(
      fc.property(marks, size(1400), looks, (all, paper, how) => {
        const frame = { picture, paper };
        expect(stored(all, seen(frame, how)).equals(stored(all, wholeView(frame)))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('no empty paper is shown, and it is never smaller than whole nor larger than eight times that', () => {
    fc.assert(
      fc.property(frames, looks, (frame, how) => {
        const view = seen(frame, how);
        expect(zoomOf(view, frame)).toBeGreaterThan(0.999);
        expect(zoomOf(view, frame)).toBeLessThan(8.001);
        for (const [at, length, room] of [
          [view.left, frame.picture.width * view.scale, frame.paper.width],
          [view.top, frame.picture.height * view.scale, frame.paper.height],
        ] as const) {
          if (length <= room) expect(at).toBeCloseTo((room - length) / 2, 6);
          else {
            expect(at).toBeLessThanOrEqual(1e-6);
            expect(at + length).toBeGreaterThanOrEqual(room - 1e-6);
          }
        }
      }),
    );
  });

  it('a cross that leaves what is seen is followed', () => {
    fc.assert(
      fc.property(frames, looks, spot, (frame, how, at) => {
        const dot = { x: at.x * frame.picture.width, y: at.y * frame.picture.height };
        const { x, y } = toPaper(showing(seen(frame, how), dot, frame), dot);
        expect(x).toBeGreaterThan(-1e-6);
        expect(x).toBeLessThan(frame.paper.width + 1e-6);
        expect(y).toBeGreaterThan(-1e-6);
        expect(y).toBeLessThan(frame.paper.height + 1e-6);
      }),
    );
  });
});

describe('two fingers', () => {
  const frame: Frame = { picture: { width: 400, height: 400 }, paper: { width: 200, height: 200 } };

  it('keep between them what was between them', () => {
    const before: [Dot, Dot] = [
      { x: 90, y: 100 },
      { x: 110, y: 100 },
    ];
    const now: [Dot, Dot] = [
      { x: 70, y: 110 },
      { x: 130, y: 110 },
    ];
    const view = pinched(wholeView(frame), before, now, frame);
    expect(zoomOf(view, frame)).toBeCloseTo(3);
    expect(toPicture(view, { x: 100, y: 110 })).toEqual(toPicture(wholeView(frame), { x: 100, y: 100 }));
  });

  it('at the same distance move what is enlarged', () => {
    const near = zoomed(wholeView(frame), 3, frame);
    const moved = pinched(
      near,
      [
        { x: 50, y: 50 },
        { x: 100, y: 50 },
      ],
      [
        { x: 70, y: 90 },
        { x: 120, y: 90 },
      ],
      frame,
    );
    expect(moved).toEqual({ scale: near.scale, left: near.left + 20, top: near.top + 40 });
  });
});
