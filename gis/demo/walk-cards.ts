import type { Text } from '../layers/fields.ts';
import type { Role } from '../walks/event.ts';
import type { PictureKey } from '../walks/pictures.ts';
import type { CardItem, ItemKind } from '../walks/plan.ts';

/** A card as its table keeps it. */
export interface DemoCard {
  key: string;
  title: string;
  title_en: string;
  theme: string;
  roles: readonly Role[];
  items: readonly CardItem[];
}

/** Ids that are the same in every demo, so that links to it stay right. */
export const demoId = (kind: number, n: number): string =>
  `d3a00000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;

const text = (de: string, en: string): Text => ({ de, en });
/** An answer with the picture that children touch (walks/pictures.ts). */
const drawn = (picture: PictureKey, de: string, en: string) => ({ de, en, picture });

function item(
  n: number,
  kind: ItemKind,
  title: Text,
  more: { options?: readonly (Text & { picture?: PictureKey })[]; unit?: string; picture?: PictureKey } = {},
): CardItem {
  const options = (more.options ?? []).map(({ picture = null, ...option }, i) => {
    return { id: `option-${i + 1}`, title: option, picture };
  });
  return { id: demoId(2, n), kind, title, picture: more.picture ?? null, options, unit: more.unit ?? null };
}

/** Cards with questions that a Steuerungsgruppe may ask; invented. */
export const DEMO_CARDS: readonly DemoCard[] = [
  {
    key: demoId(1, 1),
    title: 'Sicher über die Straße',
    title_en: 'Safely across the street',
    theme: 'ways',
    roles: [],
    items: [
      item(1, 'rating', text('Wie sicher fühlt sich das Queren an?', 'How safe does it feel to cross?'), {
        picture: 'crossing',
      }),
      item(2, 'choice', text('Was stört am meisten?', 'What is worst?'), {
        picture: 'danger',
        options: [
          drawn('car', 'Autos sind zu schnell', 'Cars are too fast'),
          drawn('dark', 'Man sieht nichts', 'One cannot see'),
          drawn('parking', 'Geparkte Autos', 'Parked cars'),
          drawn('wait', 'Zu lange warten', 'Waiting too long'),
        ],
      }),
      item(3, 'number', text('Wie lange wartet ihr, bis ihr queren könnt?', 'How long do you wait to cross?'), {
        unit: 's',
        picture: 'wait',
      }),
    ],
  },
  {
    key: demoId(1, 2),
    title: 'Spielplatz mit Kinderaugen',
    title_en: 'The playground through children’s eyes',
    theme: 'playgrounds',
    roles: ['child'],
    items: [
      item(4, 'smiley', text('Wie gefällt es dir hier?', 'How do you like it here?'), { picture: 'heart' }),
      item(5, 'smiley', text('Ist es sauber?', 'Is it clean?'), { picture: 'trash' }),
      item(6, 'choice', text('Was fehlt dir?', 'What do you miss?'), {
        picture: 'star',
        options: [
          drawn('climb', 'Klettern', 'Climbing'),
          drawn('playground', 'Schaukeln', 'Swings'),
          drawn('water', 'Wasser', 'Water'),
          drawn('ball', 'Platz zum Rennen', 'Room to run'),
        ],
      }),
    ],
  },
  {
    key: demoId(1, 3),
    title: 'Stufenlos unterwegs',
    title_en: 'Getting about without steps',
    theme: 'ways',
    roles: ['scout'],
    items: [
      item(7, 'number', text('Wie hoch ist die Kante?', 'How high is the edge?'), { unit: 'cm' }),
      item(8, 'choice', text('Kommt man ohne Hilfe durch?', 'Can one get through without help?'), {
        options: [text('ja', 'yes'), text('nur mit Mühe', 'with difficulty'), text('nein', 'no')],
      }),
      item(9, 'rating', text('Wie gut ist der Belag?', 'How good is the surface?')),
    ],
  },
  {
    key: demoId(1, 4),
    title: 'Licht und Angsträume',
    title_en: 'Light and places of fear',
    theme: 'light',
    roles: [],
    items: [
      item(10, 'rating', text('Wie gut ist es beleuchtet?', 'How well is it lit?'), { picture: 'light' }),
      item(11, 'text', text('Wo möchte man hier nicht allein sein?', 'Where would one not want to be alone?')),
    ],
  },
  {
    key: demoId(1, 5),
    title: 'Müll und Ordnung',
    title_en: 'Waste and order',
    theme: 'waste',
    roles: ['resident', 'scribe', 'lead'],
    items: [
      item(12, 'rating', text('Wie sauber ist es?', 'How clean is it?')),
      item(
        13,
        'number',
        text('Wie viele wilde Müllstellen sind zu sehen?', 'How many fly-tipping spots are in sight?'),
      ),
    ],
  },
];
