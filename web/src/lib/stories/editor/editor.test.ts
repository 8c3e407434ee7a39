import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { blankSlide, blankStory } from '@quartierblick/gis/stories/blank.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Story } from '@quartierblick/gis/stories/story.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { StoryEditor } from './editor.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const text = (de: string) => ({ de, en: '' });
const slide = (id: string, title = id) => blankSlide('text', id, text(title));
const changed = { type: 'story-changed', story: 'k' } as const;

/** A server with one story that others save, too; what it is asked to draw, it draws at once unless a test does it. */
class Server {
  version = 1;
  story: Story = { ...blankStory(text('Anfang'), 'a'), slides: [slide('a'), slide('b')] };
  draft = (story: Story, edition: string | null): Promise<unknown> =>
    Promise.resolve({ edition, title: story.title, slides: story.slides.map((one) => ({ slide: one, edition })) });

  /** Somebody else saves. */
  saves(change: (story: Story) => Partial<Story>): void {
    this.story = { ...this.story, ...change(this.story) };
    this.version += 1;
  }
  #kept = () => ({ key: 'k', version: this.version, open: false, changedBy: 'B', story: structuredClone(this.story) });
  send = async (url: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) => {
    if (url.includes('/publications')) return Response.json([]);
    const body = JSON.parse(init.body ?? '{}') as { story: Story };
    const edition = new URL(url, 'http://x').searchParams.get('edition');
    if (url.includes('/rendition')) return Response.json(await this.draft(body as unknown as Story, edition));
    if (init.method === 'PUT') {
      if (init.headers?.['if-match'] !== `"${this.version}"`) throw new ApiProblem(412, { current: this.#kept() });
      this.saves(() => body.story);
    }
    return Response.json(this.#kept());
  };
}

async function opened(): Promise<{ server: Server; editor: StoryEditor }> {
  const server = new Server();
  const editor = new StoryEditor(
    {
      api: { root: '', send: server.send },
      language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
      announcer: { show() {}, say() {} },
    } as unknown as App,
    'k',
  );
  await editor.load();
  expect(editor.state).toBe('ready');
  return { server, editor };
}
const ids = ({ slides }: Story) => slides.map(({ id }) => id);
const rename = (editor: StoryEditor, de: string) => editor.change({ ...editor.story, title: text(de) }, `title ${de}`);
const addsSlide = ({ slides }: Story) => ({ slides: [...slides, slide('theirs')] });

it('taking back leaves the slide that somebody else has saved since', async () => {
  const { server, editor } = await opened();
  rename(editor, 'Eins');
  await editor.save();
  rename(editor, 'Zwei');
  await editor.save();
  editor.undo();
  await editor.save();
  server.saves(addsSlide);
  await editor.heard(changed);
  editor.redo();
  await editor.save();
  expect([server.story.title.de, ids(server.story)]).toEqual(['Zwei', ['a', 'b', 'theirs']]);
  editor.undo();
  editor.undo();
  await editor.save();
  expect([server.story.title.de, ids(server.story)]).toEqual(['Anfang', ['a', 'b', 'theirs']]);
});

it('taking back leaves the slide that somebody else saved first', async () => {
  const { server, editor } = await opened();
  server.saves(addsSlide);
  rename(editor, 'Eins');
  expect(await editor.saveAll()).toBe(true);
  expect([server.story.title.de, ids(server.story)]).toEqual(['Eins', ['a', 'b', 'theirs']]);
  editor.undo();
  expect(await editor.saveAll()).toBe(true);
  expect([server.story.title.de, ids(server.story)]).toEqual(['Anfang', ['a', 'b', 'theirs']]);
});

it('taking back ends where somebody else has changed the same since', async () => {
  const { server, editor } = await opened();
  rename(editor, 'Eins');
  await editor.save();
  editor.selected = 'a';
  editor.update({ title: text('A') }, 'title');
  await editor.save();
  server.saves(() => ({ title: text('Ihrer') }));
  await editor.heard(changed);
  editor.undo();
  expect([editor.story.title.de, editor.story.slides[0]?.title.de]).toEqual(['Ihrer', 'a']);
  expect(editor.canUndo).toBe(false);
});

it('a story that was read before it was saved here does not come back', async () => {
  const { server, editor } = await opened();
  server.saves(addsSlide);
  const reading = Promise.withResolvers<void>();
  const read = editor.client.read;
  editor.client.read = async (key) => {
    const kept = await read(key);
    await reading.promise;
    return kept;
  };
  const hearing = editor.heard(changed);
  rename(editor, 'Meiner');
  expect(await editor.saveAll()).toBe(true);
  reading.resolve();
  await hearing;
  expect([editor.story.title.de, ids(editor.story)]).toEqual(['Meiner', ['a', 'b', 'theirs']]);
});

it('is not saved where both changed the same, until the author has settled it', async () => {
  const { server, editor } = await opened();
  server.saves(() => ({ title: text('Ihrer') }));
  rename(editor, 'Meiner');
  expect(await editor.saveAll()).toBe(false);
  expect(server.story.title.de).toBe('Ihrer');
  expect(editor.conflicts).toHaveLength(1);
});

it('is not taken for saved where the server does not answer', async () => {
  const { server, editor } = await opened();
  editor.client.save = () => Promise.reject(new ApiProblem(503, {}));
  rename(editor, 'Meiner');
  expect([await editor.saveAll(), editor.saving, server.story.title.de]).toEqual([false, 'failed', 'Anfang']);
});

/** Drafts that a test answers itself, in the order in which they were asked for. */
function held(server: Server) {
  const answers: (() => void)[] = [];
  const draw = server.draft;
  server.draft = (story, edition) => new Promise((resolve) => answers.push(() => resolve(draw(story, edition))));
  return answers;
}
const drawnFor = (editor: StoryEditor) =>
  editor.story.slides.map(({ id }) => (editor.rendered.get(id) as unknown as { edition: string }).edition);

it('the edition that was chosen last is shown, whichever is drawn last', async () => {
  const { server, editor } = await opened();
  const answers = held(server);
  const showing = (['public', 'steering'] as Rendition['edition'][]).map((edition) => {
    editor.edition = edition;
    return editor.renderAll();
  });
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.();
  await showing[1];
  answers[0]?.();
  await showing[0];
  expect([editor.rendition?.edition, ...drawnFor(editor)]).toEqual(['steering', 'steering', 'steering']);
});

it('what was typed last is shown, whichever is drawn last, and for the edition that is chosen', async () => {
  const { server, editor } = await opened();
  const answers = held(server);
  editor.selected = 'a';
  const shown = () => editor.rendered.get('a')?.slide.title.de;
  const type = async (de: string): Promise<void> => {
    editor.update({ title: text(de) }, 'title');
    await vi.advanceTimersByTimeAsync(400);
  };
  const drawing = editor.renderAll();
  await type('eins');
  await type('zwei');
  expect(answers).toHaveLength(3);
  for (const answer of answers.toReversed()) {
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toBe('zwei');
  }
  await drawing;
  await type('drei');
  editor.edition = 'public';
  const all = editor.renderAll();
  await vi.advanceTimersByTimeAsync(0);
  answers[4]?.();
  await all;
  answers[3]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect([shown(), ...drawnFor(editor)]).toEqual(['drei', 'public', 'public']);
});
