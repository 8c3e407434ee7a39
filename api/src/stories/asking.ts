import type { HotspotSetting } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import { layerFor } from '@quartierblick/gis/layers/policy.ts';
import type { ProjectFact } from '@quartierblick/gis/layers/answers.ts';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { SlideSource } from '@quartierblick/gis/stories/rendition.ts';
import type { AppDeps } from '../deps.ts';
import { measureValues } from '../indicators/answer.ts';
import { catalogueEntry } from '../layers/catalogue.ts';
import type { CatalogueEntry } from '../layers/catalogue.ts';
import type { FactsCache } from '../layers/facts.ts';
import { finishedImports, sourcesOf } from '../layers/provenance.ts';
import type { ImportRecord } from '../layers/provenance.ts';
import { registryOf } from '../layers/registry.ts';
import { layerVersions } from '../layers/versions.ts';
import type { WalkNetwork } from '../network/service.ts';
import type { SearchService } from '../search/service.ts';

/** What renders stories beside the database. */
export interface StoryTools {
  deps: AppDeps;
  facts: FactsCache;
  network: WalkNetwork;
  search: SearchService;
}

/** The project area, as far as slides need it. */
export interface StoryProject {
  name: Text;
  bounds: Bounds;
  land: string;
  facts: ProjectFact[];
  hotspots: HotspotSetting;
  demo: boolean;
}

type Versions = Awaited<ReturnType<typeof layerVersions>>;

/** Imports that are named with a source, at most. */
const MOST_IMPORTS = 3;

/**
 * One story asks for one edition: what several slides need is read once. Everything that a slide shows goes through here, so
 * that no slide can hold what the edition may not see.
 */
export class Asking {
  readonly tools: StoryTools;
  readonly edition: Edition;
  readonly project: StoryProject | null;
  /** All layers there are as the story is begun; what is shown of one goes through {@link layer}. */
  readonly known: KnownLayers;
  readonly #versions: Versions;
  readonly #imports: readonly ImportRecord[];
  readonly #reckoned = new Map<string, Promise<unknown>>();

  private constructor(
    tools: StoryTools,
    edition: Edition,
    read: { project: StoryProject | null; versions: Versions; imports: readonly ImportRecord[]; known: KnownLayers },
  ) {
    this.tools = tools;
    this.edition = edition;
    this.project = read.project;
    this.known = read.known;
    this.#versions = read.versions;
    this.#imports = read.imports;
  }

  static async begin(tools: StoryTools, edition: Edition): Promise<Asking> {
    const { db } = tools.deps;
    const { sql } = db;
    const registry = registryOf(db);
    await registry.refresh();
    const [[project], versions, imports] = await Promise.all([
      sql<StoryProject[]>`select name, bounds, land, facts, hotspots, demo from project`,
      layerVersions(sql),
      finishedImports(sql),
    ]);
    return new Asking(tools, edition, { project: project ?? null, versions, imports, known: registry.known });
  }

  may(lowest: Edition): boolean {
    return maySee(this.edition, lowest);
  }

  /** The layer as the edition knows it. */
  layer(id: string): LayerDefinition | undefined {
    const layer = this.whole(id);
    return layer && layerFor(layer, this.edition);
  }

  /** The layer whoever asks: for its name and policy only. */
  whole(id: string): LayerDefinition | undefined {
    return this.known.layerById(id);
  }

  version(layer: string): number {
    return this.#versions(layer).version;
  }

  /** When anything of a layer was last changed, also what no tile shows; null: never. */
  changedAt(layer: string): string | null {
    return this.#versions(layer).changedAt;
  }

  /** What several figures and slides need is reckoned once. @param name tells it from everything else, with all that it depends on */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.#reckoned.get(name) as Promise<T> | undefined;
    const made = known ?? make();
    this.#reckoned.set(name, made);
    return made;
  }

  /** Facts of a layer as the edition knows it. */
  facts(layer: LayerDefinition) {
    return this.tools.facts.get(layer, this.#versions(layer.id));
  }

  /** A layer as the catalogue of the edition lists it; its tiles are those of the edition, whoever asks for them. */
  entry(layer: LayerDefinition): Promise<CatalogueEntry> {
    return this.once(`entry ${layer.id}`, async () => {
      const entry = catalogueEntry(layer, this.version(layer.id), await this.facts(layer), this.#imports);
      return { ...entry, tiles: `${entry.tiles}?edition=${this.edition}` };
    });
  }

  /** Values of a measure for the areas of a layer, see {@link measureValues}; several figures may stand on the same ones. */
  values(layer: LayerDefinition, { measure, year }: { measure: string; year: number | null }) {
    return this.once(`values ${JSON.stringify([layer.id, measure, year])}`, async () =>
      measureValues(this.tools.deps.db.sql, layer, await this.facts(layer), { measure, year }),
    );
  }

  /** Where a layer's rows come from, the source of most rows first. */
  async sources(layer: LayerDefinition): Promise<SlideSource[]> {
    const { byImport } = await this.facts(layer);
    // Names of files can tell of a case: whoever sees a part of a layer only does not read them.
    const whole = this.may(layer.policy.full);
    const imports = whole ? this.#imports.filter(({ id }) => byImport.has(id)) : [];
    const used = sourcesOf(layer, byImport, this.#imports);
    const named = used.length > 0 ? used : [{ ...layer.source, asOf: null, demo: false }];
    return named.map(({ attribution, licence, licenceUrl, url, asOf, demo }) => ({
      from: layer.id,
      title: layer.title,
      attribution,
      licence,
      licenceUrl,
      url,
      asOf,
      demo,
      imports: imports
        .filter((record) => record.demo === demo)
        .slice(0, MOST_IMPORTS)
        .map(({ id, fileName, importedAt }) => ({ id, fileName, at: importedAt })),
    }));
  }
}
