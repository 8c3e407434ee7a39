import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { decodeTile } from '../../support/vector-tiles.ts';
import { seedQuarter } from '../queries/seed.ts';
import { addressesBelow, answerOf, tilesOver } from './answers.ts';
import { plant } from './planted.ts';
import type { Plantation } from './planted.ts';
import { HASH, NOTE, plantWalk, STEERINGS } from './planted-walk.ts';
import type { PlantedWalk } from './planted-walk.ts';

/** Where the stop and the case stand, WGS 84. */
const PLACE: [longitude: number, latitude: number] = [7.4745, 51.5235];
const OF_WALKS = /^\/api\/(walks|walk-cards|measures|field)(\/|$)/;

/** Each test asks dozens of addresses, protocols among them. */
const PATIENCE_MS = 240_000;

describeOnEachDatabase('secrets planted on walks', (context) => {
  let planted: Plantation;
  let shown: PlantedWalk;
  let hidden: PlantedWalk;
  beforeAll(async () => {
    await seedQuarter(context().db);
    await context().db.sql`delete from properties`;
    planted = await plant(context().db);
    shown = await plantWalk(context(), planted, true);
    hidden = await plantWalk(context(), planted, false);
  });

  /** Everything that the app describes of walks and measures, asked by somebody of an edition or by a device. */
  async function readAll(edition: 'public' | 'steering' | 'planner', device?: PlantedWalk['guest'], which = OF_WALKS) {
    const app = context().appAs(edition);
    const of = (name: keyof PlantedWalk) => [shown, hidden].map((one) => one[name] as string);
    const addresses = addressesBelow(app, which, {
      key: [...of('walk'), ...of('measure')],
      walk: of('walk'),
      link: of('link'),
      finding: of('finding'),
      evidence: of('evidence'),
      device: [shown.author.device],
      sha256: [HASH],
    });
    const answers: { address: string; status: number; text: string }[] = [];
    for (const address of addresses) {
      const { status, text } = await answerOf(app, address, device ? { 'x-walk-device': device.header } : {});
      expect([address, status < 500]).toEqual([address, true]);
      answers.push({ address, status, text });
    }
    expect(answers.length).toBeGreaterThan(which === OF_WALKS ? 20 : 3);
    return answers;
  }

  const { leaksOf, wheresIn } = {
    leaksOf: (answers: Awaited<ReturnType<typeof readAll>>, edition: 'public' | 'steering') =>
      answers.flatMap(({ address, text }) => planted.ledger.leaks(text, edition).map((leak) => `${address}: ${leak}`)),
    wheresIn: (answers: Awaited<ReturnType<typeof readAll>>) => {
      const found = new Set(answers.flatMap(({ text }) => planted.ledger.found(text)));
      return [...STEERINGS, NOTE].filter((where) => planted.ledger.of(where).some((value) => found.has(value)));
    },
  };

  it(
    'the steering group reads all of it, so that the tests below are not empty, and nothing of the case at the stop',
    async () => {
      const answers = await readAll('steering');
      const asDevice = await readAll('steering', shown.editor, /^\/api\/field\//);
      expect(wheresIn([...answers, ...asDevice])).toEqual([...STEERINGS, NOTE]);
      expect(leaksOf([...answers, ...asDevice], 'steering')).toEqual([]);
      const protocols = answers.filter(({ address, status }) => address.includes('/protocol') && status === 200);
      expect(wheresIn(protocols)).toContain('walk_reviews.reason');
    },
    PATIENCE_MS,
  );

  it(
    'planners see which case the stop was picked from, so that it is really there',
    async () => {
      const [walk] = (await readAll('planner')).filter(({ address }) => address === `/api/walks/${shown.walk}`);
      expect(planted.ledger.found(walk?.text ?? '')).toContain(String(planted.cases[0]));
    },
    PATIENCE_MS,
  );

  it(
    'the public reads nothing, of walks, measures, sheets and protocols alike',
    async () => {
      const answers = await readAll('public');
      expect(leaksOf(answers, 'public')).toEqual([]);
      expect(answers.filter(({ status }) => status < 400).map(({ address }) => address)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it.each([
    ['shows what others wrote', () => shown, [NOTE]],
    ['keeps what others wrote', () => hidden, []],
  ] as const)(
    'a guest of a walk that %s gets no name, answer, photo, decision or measure, and no case',
    async (_, which, told) => {
      const answers = await readAll('public', which().guest);
      const allowed = answers.filter(({ status }) => status === 200).map(({ address }) => address.split('?')[0]);
      expect(new Set(allowed)).toEqual(
        new Set(['pack', 'events', `blobs/${HASH}/state`].map((part) => `/api/field/${which().walk}/${part}`)),
      );
      expect(wheresIn(answers)).toEqual(told);
      const leaks = leaksOf(answers, 'public').filter((leak) => !leak.includes(`: ${NOTE} (`));
      expect(leaks).toEqual([]);
      for (const { text } of answers) expect(text).not.toContain(String(planted.cases[0]));
    },
    PATIENCE_MS,
  );

  it('a device that may say something may not read another walk by it', async () => {
    const answers = await readAll('public', shown.editor);
    const others = answers.filter(({ address, status }) => address.includes(hidden.walk) && status < 400);
    expect(others).toEqual([]);
    expect(
      leaksOf(
        answers.filter(({ address }) => address.includes(hidden.walk)),
        'public',
      ),
    ).toEqual([]);
  });

  it.each(['public', 'steering'] as const)('no tile gives %s a word of a walk or a measure', async (edition) => {
    const app = context().appAs(edition);
    let tiles = 0;
    const found = new Set<string>();
    for (const address of await tilesOver(context().db, ...PLACE)) {
      const { status, text, bytes } = await answerOf(app, address, { 'x-walk-device': shown.guest.header });
      if (status !== 200) continue;
      tiles += 1;
      for (const value of planted.ledger.found(text + JSON.stringify([...decodeTile(bytes)]))) found.add(value);
    }
    expect(tiles).toBeGreaterThan(5);
    const ofWalks = [...STEERINGS, NOTE].flatMap((where) => planted.ledger.of(where));
    expect(ofWalks.filter((value) => found.has(value))).toEqual([]);
  });
});
