import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { MapContent } from '@quartierblick/gis/stories/content.ts';
import type { PackedPublication, PackManifest } from '@quartierblick/gis/stories/pack/format.ts';
import { onOwnGround } from '@quartierblick/gis/stories/pack/ground.ts';
import type { RenderedSlide, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Story } from '@quartierblick/gis/stories/story.ts';
import { registryOf } from '../../layers/registry.ts';
import { layerVersions } from '../../layers/versions.ts';
import type { StoryTools } from '../asking.ts';
import type { Frozen } from '../publish/publications.ts';
import { renderStory } from '../rendition.ts';

/** What a pack of the story of now is asked for. */
interface PackOrder {
  key: string;
  story: Story;
  edition: Rendition['edition'];
  notes: boolean;
}

/** What is to be in a pack, on our own ground. */
export interface PackContents {
  rendition: Rendition;
  notes: boolean;
  publication: PackedPublication | null;
  /** When the pack is made, ISO 8601. */
  at: string;
  /** Of each layer on its maps: of these its tiles are made. */
  versions: ReadonlyMap<string, number>;
  replaced: PackManifest['replaced'];
  /** Layers whose tiles are newer than the figures. */
  overtaken: readonly Text[];
}

const layersIn = ({ slides }: Rendition): { id: string; version: number }[] =>
  slides.flatMap(({ content }) => (content?.kind === 'map' ? content.layers : []));

/** The story as it is now, reckoned for one edition. */
export async function contentsOfStory(
  tools: StoryTools,
  { key, story, edition, notes }: PackOrder,
): Promise<PackContents> {
  const ground = onOwnGround(story);
  const rendition = await renderStory(tools, { key, story: ground.story }, { edition, notes });
  const versions = new Map(layersIn(rendition).map(({ id, version }) => [id, version]));
  const { replaced } = ground;
  return { rendition, notes, publication: null, at: rendition.at, versions, replaced, overtaken: [] };
}

/**
 * What was published, with its texts, figures and contents as they were frozen. Maps are not frozen: their tiles are made of the
 * layers of now, all of one version, and those that have changed since are named.
 */
export async function contentsOfPublication(
  tools: StoryTools,
  key: string,
  { content, rendition: text, hash, publishedAt, edition }: Frozen,
): Promise<PackContents> {
  const ground = onOwnGround(content);
  const frozen = JSON.parse(text) as Rendition;
  const slides = [...frozen.slides];
  if (ground.replaced.length > 0) {
    // What our own ground is made of was not frozen where another one was chosen.
    const wanted = ground.replaced.map(({ slide }) => slide - 1);
    const story = { ...ground.story, slides: wanted.flatMap((index) => ground.story.slides[index] ?? []) };
    const now = await renderStory(tools, { key, story }, { edition, notes: false });
    for (const [n, index] of wanted.entries()) {
      const slide = slides[index];
      if (slide) slides[index] = grounded(slide, now.slides[n]);
    }
  }
  const rendition = { ...frozen, slides };
  const current = await layerVersions(tools.deps.db.sql);
  const registry = registryOf(tools.deps.db);
  await registry.refresh();
  const changed = layersIn(frozen).filter(({ id, version }) => current(id).version !== version);
  return {
    rendition,
    notes: false,
    publication: { hash, publishedAt },
    at: new Date().toISOString(),
    versions: new Map(layersIn(rendition).map(({ id }) => [id, current(id).version])),
    replaced: ground.replaced,
    overtaken: [...new Set(changed.map(({ id }) => id))].flatMap((id) => registry.layerById(id)?.title ?? []),
  };
}

/** A frozen map on the ground of now: layers of orientation below its own, and nobody else's map. */
function grounded(frozen: RenderedSlide, now: RenderedSlide | undefined): RenderedSlide {
  const [old, fresh] = [frozen.content, now?.content];
  if (old?.kind !== 'map' || fresh?.kind !== 'map') return frozen;
  const isGround = ({ group }: { group: string }): boolean => group === 'base';
  const added = fresh.layers.filter((layer) => isGround(layer) && old.layers.every(({ id }) => id !== layer.id));
  const ids = new Set(added.map(({ id }) => id));
  const states = old.states.map((state, index) => ({
    ...state,
    base: 'own',
    layers: [...state.layers, ...(fresh.states[index]?.layers ?? []).filter(({ id }) => ids.has(id))],
  })) as unknown as MapContent['states'];
  return { ...frozen, content: { ...old, states, layers: [...old.layers, ...added] } };
}
