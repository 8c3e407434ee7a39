import { expect, it } from 'vitest';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { Photos } from './photos.svelte.ts';
import { MeasuresScreen } from './screen.svelte.ts';

const measure = (key: string, number: number) => ({ key, number }) as Measure;
const [a, b] = [measure('A', 1), measure('B', 2)];
const files = ['1.jpg', '2.jpg', '3.jpg'].map((name) => new File([], name));

/** A list with the dialog of A, and what its photos are added to and said of them. */
function dialogOf(addPhoto: (name: string) => Promise<void>) {
  const added: [key: string, name: string][] = [];
  const said: unknown[] = [];
  const screen = new MeasuresScreen(
    {
      language: { code: 'de', t: { shell: { networkProblem: 'Keine Antwort.' } } },
      announcer: { show: (...message: unknown[]) => said.push(message) },
    } as unknown as App,
    () => {},
  );
  Object.assign(screen, { measures: [a, b], address: { ...screen.address, measure: 'A' } });
  screen.client.addPhoto = async (key, _moment, _file, name) => {
    added.push([key, name]);
    await addPhoto(name);
    return key === 'A' ? a : b;
  };
  return { screen, photos: new Photos(screen, a), added, said };
}

it.each(['B', null])(
  'all photos of a choice go to the measure they were chosen for, though %s is open before they are sent',
  async (next) => {
    const first = Promise.withResolvers<void>();
    const { screen, photos, added, said } = dialogOf((name) => (name === '1.jpg' ? first.promise : Promise.resolve()));
    const adding = photos.add('after', files);
    photos.leave();
    screen.address = { ...screen.address, measure: next };
    first.resolve();
    await adding;
    expect(added).toEqual(files.map(({ name }) => ['A', name]));
    expect(said).toEqual([]);
  },
);

it('a photo that is refused is named though the next ones are taken, until others are chosen', async () => {
  let refused = '1.jpg';
  const { photos, added, said } = dialogOf((name) =>
    name === refused ? Promise.reject(new ApiProblem(400, { title: 'Kein Bild.' })) : Promise.resolve(),
  );
  await photos.add('after', files);
  expect([added.length, photos.problem, said]).toEqual([3, '1.jpg: Kein Bild.', []]);
  refused = '';
  await photos.add('before', files);
  expect(photos.problem).toBe('');
});

it('photos that fail after their dialog was closed are told outside of it', async () => {
  const first = Promise.withResolvers<void>();
  const { photos, said } = dialogOf((name) =>
    name === '2.jpg' ? Promise.resolve() : first.promise.then(() => Promise.reject(new Error('gone'))),
  );
  const adding = photos.add('after', files);
  photos.leave();
  first.resolve();
  await adding;
  expect(said).toEqual([['Fotos von M1: 1.jpg: Keine Antwort. · 3.jpg: Keine Antwort.', 'warn']]);
});
