import { expect, it } from 'vitest';
import { LINK_HEADERS } from '@quartierblick/gis/stories/publication.ts';
import { ApiProblem } from '#lib/api.ts';
import { Shown } from './shown.svelte.ts';

/** What a link shows; its server answers each as a test says. */
function opened() {
  const answers = new Map<string, PromiseWithResolvers<Response>>();
  const send = (_url: unknown, init?: { headers?: unknown }): Promise<Response> => {
    const answer = Promise.withResolvers<Response>();
    answers.set((init?.headers as Record<string, string>)[LINK_HEADERS.token] ?? '', answer);
    return answer.promise;
  };
  const shown = new Shown({ root: '', send });
  return { shown, answers };
}
const story = (title: string) =>
  Response.json({ rendition: { title: { de: title, en: '' }, slides: [] }, hash: '', ticket: title });

it.each(['comes', 'is gone', 'wants a password'] as const)(
  'the story of the link that was opened last stays, though that of the one before %s late',
  async (how) => {
    const { shown, answers } = opened();
    const first = shown.begin('#old');
    const second = shown.begin('#new');
    answers.get('new')?.resolve(story('new'));
    await second;
    const old = answers.get('old');
    if (how === 'comes') old?.resolve(story('old'));
    else if (how === 'is gone') old?.reject(new ApiProblem(404, { type: 'x:no-such-story-link' }));
    else old?.reject(new ApiProblem(401, { type: 'x:story-password-required' }));
    await first;
    expect([shown.state, shown.story?.ticket, shown.error]).toEqual(['shown', 'new', null]);
  },
);

it('without a link nothing is shown, though the story of the one before comes late', async () => {
  const { shown, answers } = opened();
  const first = shown.begin('#old');
  await shown.begin('');
  answers.get('old')?.resolve(story('old'));
  await first;
  expect([shown.state, shown.story]).toEqual(['no-link', null]);
});

it('another link that cannot be opened does not ask for the password of the one before', async () => {
  const { shown, answers } = opened();
  const first = shown.begin('#old');
  answers.get('old')?.reject(new ApiProblem(401, { type: 'x:story-password-required' }));
  await first;
  expect(shown.state).toBe('password');
  const second = shown.begin('#new');
  answers.get('new')?.reject(new Error('offline'));
  await second;
  expect(shown.state).toBe('failed');
});
