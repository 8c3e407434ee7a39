import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { blankSlide } from '@quartierblick/gis/stories/blank.ts';
import { mergeStories } from '@quartierblick/gis/stories/merge.ts';
import type { StoryConflict } from '@quartierblick/gis/stories/merge.ts';
import type { RenderedSlide, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Slide, SlideKind, Story } from '@quartierblick/gis/stories/story.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { EDITOR_WORDS } from '#lib/i18n/story-editor.ts';
import { storyClient, type EditedStory } from '../client.ts';
import { changed, NO_HISTORY, rebased, redone, undone } from './history.ts';
import type { History } from './history.ts';
import { Publishing } from './publish/publishing.svelte.ts';

const SAVE_AFTER_MS = 1500;
const RENDER_AFTER_MS = 350;

export type Saving = 'saved' | 'waiting' | 'saving' | 'failed';

/** A story under the hands of its author: every change is seen at once, saved by itself, and can be taken back. */
export class StoryEditor {
  readonly app: App;
  readonly client: ReturnType<typeof storyClient>;
  readonly key: string;
  readonly publishing: Publishing;
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  story = $state.raw<Story>() as Story;
  open = $state(false);
  saving = $state<Saving>('saved');
  selected = $state('');
  /** As whom the slides are shown here. */
  edition = $state<Rendition['edition']>('planner');
  rendition = $state.raw<Rendition | null>(null);
  readonly rendered = new SvelteMap<string, RenderedSlide>();
  conflicts = $state.raw<StoryConflict[]>([]);

  readonly t = $derived.by(() => EDITOR_WORDS[this.app.language.code]);
  readonly index = $derived.by(() =>
    Math.max(
      0,
      this.story.slides.findIndex(({ id }) => id === this.selected),
    ),
  );
  readonly slide: Slide | undefined = $derived.by(() => this.story.slides[this.index]);
  readonly canUndo = $derived.by(() => this.#history.past.length > 0);
  readonly canRedo = $derived.by(() => this.#history.future.length > 0);

  #history = $state.raw<History>(NO_HISTORY);
  /** As the server has it: what both sides of a conflict began with. */
  #base: EditedStory | null = null;
  #saveLater: ReturnType<typeof setTimeout> | undefined;
  #renderLater: ReturnType<typeof setTimeout> | undefined;
  #stale = new Set<string>();
  #turn = 0;
  /** By slide, in which turn what is shown of it was asked for. */
  #shown = new Map<string, number>();
  #underWay: Promise<void> = Promise.resolve();

  constructor(app: App, key: string) {
    this.app = app;
    this.key = key;
    this.client = storyClient(app.api);
    this.publishing = new Publishing(this.client, key);
  }

  async load(): Promise<void> {
    try {
      this.#take(await this.client.read(this.key));
      this.selected ||= this.story.slides[0]?.id ?? '';
      this.state = 'ready';
      await this.renderAll();
      await this.publishing.load();
    } catch (error) {
      this.error = error;
      if (this.state !== 'ready') this.state = 'failed';
    }
  }

  #take(kept: EditedStory): void {
    this.#begin(kept);
    this.story = kept.story;
    this.open = kept.open;
  }

  /** From here on what the server has is what others made of it, and so is what can be gone back to. */
  #begin(theirs: EditedStory): void {
    if (this.#base) this.#history = rebased(this.#history, this.#base.story, theirs.story);
    this.#base = theirs;
  }

  /** Somebody else saved, or data changed. */
  async heard(event: AppEvent): Promise<void> {
    if (event.type === 'layer-changed' || event.type === 'measures-changed') {
      await this.renderAll();
      return this.publishing.compare();
    }
    if (event.type !== 'story-changed' || event.story !== this.key || this.saving !== 'saved') return;
    const kept = await this.client.read(this.key).catch(() => null);
    // What was saved here meanwhile is newer than an answer that comes late.
    if (!kept || kept.version <= (this.#base?.version ?? 0) || this.saving !== 'saved') return;
    this.#take(kept);
    await this.renderAll();
  }

  /** Puts another story in the place of this one. @param what is changed: the same thing within a moment is taken back at once */
  change(story: Story, what: string): void {
    this.#history = changed(this.#history, this.story, what, Date.now());
    this.#become(story);
  }

  #become(story: Story): void {
    const before = new Map(this.story.slides.map((slide) => [slide.id, slide]));
    this.story = story;
    for (const slide of story.slides) if (before.get(slide.id) !== slide) this.#stale.add(slide.id);
    clearTimeout(this.#renderLater);
    this.#renderLater = setTimeout(() => void this.#renderStale(), RENDER_AFTER_MS);
    this.saving = 'waiting';
    clearTimeout(this.#saveLater);
    this.#saveLater = setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  undo(): void {
    this.#travel(undone(this.#history, this.story));
  }

  redo(): void {
    this.#travel(redone(this.#history, this.story));
  }

  #travel(to: ReturnType<typeof undone>): void {
    if (!to) return;
    this.#history = to.history;
    this.#become(to.story);
    if (!to.story.slides.some(({ id }) => id === this.selected)) this.selected = to.story.slides[0]?.id ?? '';
  }

  /** Changes the slide that is selected. */
  update(change: Partial<Slide>, what: string): void {
    const { slide } = this;
    if (!slide) return;
    const slides = this.story.slides.map((one) => (one === slide ? ({ ...one, ...change } as Slide) : one));
    this.change({ ...this.story, slides }, `${slide.id} ${what}`);
  }

  add(kind: SlideKind): void {
    this.#insert(blankSlide(kind, crypto.randomUUID()), this.index + 1);
  }

  duplicate(): void {
    if (this.slide) this.#insert({ ...this.slide, id: crypto.randomUUID(), chapter: null }, this.index + 1);
  }

  #insert(slide: Slide, at: number): void {
    this.change({ ...this.story, slides: this.story.slides.toSpliced(at, 0, slide) }, `add ${slide.id}`);
    this.selected = slide.id;
  }

  remove(): void {
    const { index } = this;
    const slides = this.story.slides.toSpliced(index, 1);
    this.change({ ...this.story, slides }, 'remove');
    this.selected = slides[Math.min(index, slides.length - 1)]?.id ?? '';
  }

  /** Puts a slide at another place. */
  move(id: string, to: number): void {
    const from = this.story.slides.findIndex((slide) => slide.id === id);
    const slide = this.story.slides[from];
    const target = Math.min(Math.max(0, to), this.story.slides.length - 1);
    if (!slide || target === from) return;
    const slides = this.story.slides.toSpliced(from, 1).toSpliced(target, 0, slide);
    this.change({ ...this.story, slides }, 'move');
    this.app.announcer.say(this.t.movedTo(target + 1));
  }

  /** Saves now; two at a time never. */
  save(): Promise<void> {
    clearTimeout(this.#saveLater);
    this.#underWay = this.#underWay.then(() => this.#save());
    return this.#underWay;
  }

  /** Saves what somebody else is to see next; @returns whether that is everything. */
  async saveAll(): Promise<boolean> {
    await this.save();
    // What was merged with, or typed meanwhile, is saved by now, too; a conflict is for the author to settle first.
    if (this.saving === 'waiting' && this.conflicts.length === 0) await this.save();
    return this.saving === 'saved';
  }

  async #save(): Promise<void> {
    const { story } = this;
    if (!this.#base || this.saving === 'saved') return;
    this.saving = 'saving';
    try {
      this.#base = await this.client.save(this.key, this.#base.version, { story });
      if (this.story === story) this.saving = 'saved';
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) return this.#merge(error.body['current'] as EditedStory);
      this.saving = 'failed';
      this.app.announcer.show(problemText(error, this.app.language), 'warn');
    }
  }

  /** Somebody else saved first: what both did stands, and where both did the same thing the author is asked. */
  #merge(theirs: EditedStory): void {
    const base = this.#base?.story ?? theirs.story;
    const { story, conflicts } = mergeStories(base, this.story, theirs.story);
    this.#begin(theirs);
    this.conflicts = conflicts;
    this.#become(story);
    if (conflicts.length === 0) this.app.announcer.show(this.t.merged(theirs.changedBy ?? ''));
  }

  async setOpen(open: boolean): Promise<void> {
    await this.save();
    if (!this.#base) return;
    try {
      this.#base = await this.client.save(this.key, this.#base.version, { open });
      this.open = open;
    } catch (error) {
      this.app.announcer.show(problemText(error, this.app.language), 'warn');
    }
  }

  /** Shows everything as the chosen edition gets it. */
  async renderAll(): Promise<void> {
    this.#stale.clear();
    await this.#render(this.story, true);
  }

  async #renderStale(): Promise<void> {
    const ids = [...this.#stale];
    this.#stale.clear();
    const slides = this.story.slides.filter(({ id }) => ids.includes(id));
    await this.#render({ ...this.story, slides }, false);
  }

  /** @param whole all slides, and not only those that changed */
  async #render(story: Story, whole: boolean): Promise<void> {
    const { edition } = this;
    const turn = (this.#turn += 1);
    const rendition = await this.client.draft(story, edition).catch(() => null);
    // What another edition gets is not shown for the one that was chosen meanwhile.
    if (!rendition || edition !== this.edition) return;
    if (whole && this.#isNewest('', turn)) this.rendition = rendition;
    for (const slide of rendition.slides) {
      if (this.#isNewest(slide.slide.id, turn)) this.rendered.set(slide.slide.id, slide);
    }
  }

  /** Whether nothing that was asked for later is shown already. @param what a slide; empty: the whole */
  #isNewest(what: string, turn: number): boolean {
    if ((this.#shown.get(what) ?? 0) > turn) return false;
    this.#shown.set(what, turn);
    return true;
  }
}

export const [useEditor, provideEditor] = createContext<StoryEditor>();
