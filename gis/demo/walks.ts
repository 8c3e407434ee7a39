import { addDays } from '../legal-path/calendar.ts';
import type { StopLayer } from '../walks/walk.ts';
import type { Point } from './city/plane.ts';
import { project } from './projection.ts';
import { demoId } from './walk-cards.ts';

/** A stop as its table keeps it, its place in EPSG:25832. */
export interface DemoStop {
  key: string;
  name: string;
  at: Point;
  ref: { layer: StopLayer; key: string } | null;
  cards: string[];
  minutes: number | null;
  note: string | null;
}

export interface DemoWalk {
  key: string;
  title: string;
  purpose: string;
  theme: string | null;
  meeting_point: string;
  starts_at: string;
  profile: 'child-with-adult' | 'child-alone' | 'adult' | 'step-free';
  state: 'draft' | 'open' | 'walked';
  shows_others: boolean;
  stops: DemoStop[];
}

const SAFE = demoId(1, 1);
const PLAY = demoId(1, 2);
const STEPS = demoId(1, 3);
const LIGHT = demoId(1, 4);
const WASTE = demoId(1, 5);

const BRUNNEN = { layer: 'playgrounds', key: 'demo-playground-brunnenstrasse' } as const;
const HOLSTEIN = { layer: 'playgrounds', key: 'demo-playground-holsteiner-strasse-borsigstrasse' } as const;

const stop = (
  n: number,
  name: string,
  at: Point,
  cards: string[],
  more: Partial<Pick<DemoStop, 'ref' | 'minutes' | 'note'>> = {},
): DemoStop => ({ key: demoId(4, n), name, at: project(at), cards, ref: null, minutes: null, note: null, ...more });

/** The walk that is yet to come, and the one that was walked. */
const TO_COME = demoId(3, 1);
export const WALKED = demoId(3, 2);

/**
 * Walks of the demo; invented, at real places: one to come, into the dusk of a winter's day, and one that was walked.
 * @param today YYYY-MM-DD: the walk to come is two weeks later, so that it is to come when the demo is loaded
 */
export function demoWalks(today: string): DemoWalk[] {
  return [
    {
      key: TO_COME,
      title: 'Abendgang an der Bornstraße',
      purpose: 'Licht, Querungen und Wege zu den Spielplätzen, wenn es dunkel wird.',
      theme: 'light',
      meeting_point: 'Eingang des Familienbüros, Bornstraße',
      starts_at: `${addDays(today, 14)}T16:00:00+01:00`,
      profile: 'child-with-adult',
      state: 'open',
      shows_others: true,
      stops: [
        stop(1, 'Familienbüro an der Bornstraße', [7.47098, 51.52405], [LIGHT], {
          ref: { layer: 'offers', key: 'demo-family-office' },
        }),
        stop(2, 'Bornstraße Ecke Borsigstraße', [7.47085, 51.52462], [SAFE, STEPS], {
          note: 'Hier hilft nichts beim Queren: auf der Gehwegseite bleiben.',
        }),
        stop(3, 'Spielplatz Holsteiner Straße', [7.47363, 51.52532], [PLAY, LIGHT], { minutes: 12, ref: HOLSTEIN }),
        stop(4, 'Treff Missundestraße', [7.4731, 51.52418], [STEPS, LIGHT], {
          ref: { layer: 'offers', key: 'demo-meeting-missunde' },
        }),
        stop(5, 'Spielplatz Brunnenstraße', [7.47198, 51.52323], [PLAY, WASTE], { minutes: 12, ref: BRUNNEN }),
        stop(6, 'Rund um den Hannibal', [7.4716, 51.52232], [LIGHT, WASTE], {
          ref: { layer: 'offers', key: 'demo-youth-hannibal' },
        }),
      ],
    },
    {
      key: WALKED,
      title: 'Kinder zeigen ihren Schulweg',
      purpose: 'Vier Kinder der Grundschule Kleine Kielstraße gehen mit uns ihren Weg.',
      theme: 'ways',
      meeting_point: 'Tor der Grundschule Kleine Kielstraße',
      starts_at: '2026-10-22T14:00:00+02:00',
      profile: 'child-with-adult',
      state: 'walked',
      shows_others: false,
      stops: [
        stop(11, 'Tor der Grundschule', [7.47164, 51.52168], [SAFE], {
          ref: { layer: 'offers', key: 'demo-school-kiel' },
        }),
        stop(12, 'Spielplatz Brunnenstraße', [7.47198, 51.52323], [PLAY, WASTE], { minutes: 15, ref: BRUNNEN }),
        stop(13, 'Treff Missundestraße', [7.4731, 51.52418], [STEPS], {
          ref: { layer: 'offers', key: 'demo-meeting-missunde' },
        }),
        stop(14, 'Spielplatz Holsteiner Straße', [7.47363, 51.52532], [PLAY, SAFE], { minutes: 15, ref: HOLSTEIN }),
      ],
    },
  ];
}
