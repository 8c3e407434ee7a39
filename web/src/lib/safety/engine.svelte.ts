import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import type {
  Figures,
  FigureSettings,
  FoundSections,
  StreetChoice,
  StripData,
} from '@quartierblick/gis/safety/street-answers.ts';
import type { Answer, Question } from './messages.ts';

/** The mathematics in a worker. Answers to what is no longer asked are dropped. */
export class Engine {
  streets = $state.raw<readonly StreetChoice[] | null>(null);
  strip = $state.raw<StripData | null>(null);
  figures = $state.raw<Figures | null>(null);
  sections = $state.raw<FoundSections | null>(null);
  failure = $state<string | null>(null);
  /** Called with each answer. */
  heard: (kind: Answer['kind']) => void = () => undefined;

  #worker: Worker | undefined;
  #id = '';
  #figures = 0;
  #sections = 0;

  #tell(question: Question): void {
    if (!this.#worker) {
      this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'safety' });
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
      this.#worker.onerror = (event) => (this.failure = event.message || 'worker');
    }
    this.#worker.postMessage(question);
  }

  #hear(answer: Answer): void {
    if (answer.kind === 'streets') this.streets = answer.streets;
    else if (answer.kind === 'strip') {
      if (answer.strip.id === this.#id) this.strip = answer.strip;
    } else if (answer.kind === 'figures') {
      if (answer.ask === this.#figures) this.figures = answer.figures;
    } else if (answer.kind === 'sections') {
      if (answer.ask === this.#sections) this.sections = answer.sections;
    } else this.failure = answer.message;
    this.heard(answer.kind);
  }

  use(given: Omit<Extract<Question, { kind: 'data' }>, 'kind'>): void {
    this.failure = null;
    this.#tell({ kind: 'data', ...given });
  }

  show(id: string): void {
    this.#id = id;
    this.strip = null;
    this.figures = null;
    this.#tell({ kind: 'street', id });
  }

  count(settings: FigureSettings): void {
    this.#tell({ kind: 'figures', ask: ++this.#figures, id: this.#id, settings });
  }

  find(preset: HotspotPreset | null): void {
    const ask = ++this.#sections;
    if (preset) this.#tell({ kind: 'sections', ask, id: this.#id, preset });
    else this.sections = null;
  }

  leave(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
