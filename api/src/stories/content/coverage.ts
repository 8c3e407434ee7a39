import type { Refused } from '@quartierblick/gis/analysis/coverage/scenario.ts';
import type { CoverageContent } from '@quartierblick/gis/stories/content.ts';
import type { SlideProblem } from '@quartierblick/gis/stories/rendition.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import { readAddress, settingsOf } from '@quartierblick/gis/views/coverage.ts';
import type { Asking } from '../asking.ts';
import { behind, brokenParts, brokenView, nothing } from '../made.ts';
import type { Made, Maker } from '../made.ts';
import { coverageFor, coverageLayers } from '../on-foot.ts';

export const NO_NETWORK: SlideProblem = {
  kind: 'failed',
  what: { de: 'Es gibt keine Straßen, auf denen gegangen wird', en: 'There are no streets to walk on' },
};
const NO_CHILDREN: SlideProblem = {
  kind: 'missing-figure',
  what: { de: 'Kinder des Gebiets sind nicht bekannt', en: 'children of the area are not known' },
};

const undone = ({ id }: Refused): SlideProblem => ({
  kind: 'gone',
  what: {
    de: `Änderung ${id} des Szenarios lässt sich nicht mehr machen`,
    en: `change ${id} of the scenario can no longer be made`,
  },
});

async function make(ask: Asking, { view }: SlideOf<'coverage'>): Promise<Made> {
  const search = new URLSearchParams(view);
  const { address } = readAddress(search);
  const broken = brokenParts(search, (one) => readAddress(one).broken);
  const problems = broken.length > 0 ? [brokenView(broken)] : [];
  const covered = await coverageFor(ask, address);
  if (!covered) return nothing(...problems, NO_NETWORK);
  const { today, then, refused, homes } = covered;
  const { reachM, targetM2 } = settingsOf(address);
  if (today.groups.every(({ all }) => all.most === 0)) problems.push(NO_CHILDREN);
  const content: CoverageContent = {
    kind: 'coverage',
    age: address.age,
    groups: today.groups.map(({ group, all, reached }, g) => ({
      group,
      reachM: reachM[group],
      all,
      today: reached,
      then: then?.groups[g]?.reached ?? null,
    })),
    area: {
      targetM2,
      needed: today.area.neededM2,
      missingToday: today.area.missingM2,
      missingThen: then && then.area.missingM2,
    },
    edits: address.edits,
    homes,
    playgrounds: today.playgrounds.map(({ name, at: [lon, lat] }) => ({ name, lon, lat })),
  };
  const based = await behind(ask, coverageLayers(address));
  return { content, ...based, withheld: [], problems: [...problems, ...refused.map(undone)] };
}

/** Who reaches a playground on foot, today and with the changes of the view. */
export const coverageMaker: Maker<'coverage'> = { lowest: 'public', make };
