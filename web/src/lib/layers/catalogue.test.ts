import { expect, it } from 'vitest';
import type { LayerInfo } from '@quartierblick/gis/layers/answers.ts';
import type { Api } from '#lib/api.ts';
import { Catalogue } from './catalogue.svelte.ts';

const list = (...ids: string[]) => ids.map((id) => ({ id, problem: null }) as unknown as LayerInfo);

it.each(['comes', 'fails'] as const)(
  'what a planner saw does not come back after signing out, when its list %s late',
  async (how) => {
    const [planners, everyones] = [Promise.withResolvers<LayerInfo[]>(), Promise.withResolvers<LayerInfo[]>()];
    const answers = [planners.promise, everyones.promise];
    const layers = () => answers.shift() ?? Promise.reject(new Error('asked too often'));
    const catalogue = new Catalogue({ projectIfAny: () => Promise.resolve(null), layers } as unknown as Api);
    let waiting = true;
    const first = catalogue.load().then(() => (waiting = false));
    const second = catalogue.load();
    if (how === 'comes') planners.resolve(list('streets', 'cases'));
    else planners.reject(new Error('gone'));
    await new Promise((resolve) => setTimeout(resolve));
    // Who waits for the layers goes on when the list that counts is here.
    expect([waiting, catalogue.state]).toEqual([true, 'loading']);
    everyones.resolve(list('streets'));
    await Promise.all([first, second]);
    expect([catalogue.state, catalogue.layers.map(({ id }) => id)]).toEqual(['ready', ['streets']]);
  },
);
