import type { ProjectFact } from '@quartierblick/gis/layers/answers.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Asking } from '../asking.ts';
import { known, PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

/** Facts of the project are data of the city: their members may be absent. */
type Fact = ProjectFact & { unit?: Text | null; denominator?: Text | null; remark?: Text | null };

const factsOf = ({ project }: Asking) => (project?.facts ?? []) as Fact[];

/** Figures that the city wrote down with its project area, by their German name. */
export const factFigures: FigureMaker = {
  lowest: 'public',
  group: { de: 'Zahlen des Quartiers', en: 'Figures of the quarter' },
  async offered(ask) {
    const numeric = factsOf(ask).filter(({ value }) => typeof value === 'number');
    return numeric.map(({ label }) => ({ name: `fact:${label.de}`, title: label }));
  },
  async make(ask, argument) {
    const fact = factsOf(ask).find(({ label }) => label.de === argument);
    if (!fact) return null;
    const { label, value, unit = null, denominator = null, remark = null, source, asOf } = fact;
    return {
      ...PLAIN,
      title: label,
      ...known(typeof value === 'number' ? value : null),
      format: unit?.de === '%' ? 'percent' : 'number',
      unit,
      denominator,
      notes: remark ? [remark] : [],
      sources: [
        {
          from: 'project',
          title: ask.project?.name ?? label,
          attribution: source ?? '',
          licence: '',
          licenceUrl: null,
          url: null,
          asOf: asOf ?? null,
          // Facts of the demo's quarter are real ones, cited from their source.
          demo: false,
          imports: [],
        },
      ],
      uses: { [`fact ${argument}`]: String(value) },
    };
  },
};
