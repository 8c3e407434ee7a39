import { expect, it } from 'vitest';
import type { ReviewedFinding, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { FindingsScreen } from './findings.svelte.ts';
import { SummaryEdit } from './summary-edit.svelte.ts';

interface Words {
  summary: string | null;
  theme: string | null;
}

/** A finding on a server that refuses what is based on an older version, and the screen of somebody who looks at it. */
async function findingOf(words: Words) {
  let there = { ...words, version: 1 };
  const findings = () => {
    const finding = { key: 'A', theme: there.theme, review: there, measures: [] } as unknown as ReviewedFinding;
    return Promise.resolve({ findings: [finding] } as unknown as WalkFindings);
  };
  const screen = new FindingsScreen(
    {
      api: { root: '' },
      language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
      announcer: { show() {} },
    } as unknown as App,
    'w',
  );
  screen.open = 'A';
  const put = (seen: number, { summary, theme }: Words) => {
    if (seen !== there.version) return Promise.reject(new ApiProblem(412, { title: 'Veraltet' }));
    there = { summary, theme, version: there.version + 1 };
    return findings();
  };
  Object.assign(screen.client, {
    findings,
    review: ({ review }: ReviewedFinding, fields: Words) => put(review?.version ?? 0, fields),
  });
  await screen.load();
  return {
    screen,
    edit: new SummaryEdit(screen, screen.find('A') as ReviewedFinding),
    there: (): Words => ({ summary: there.summary, theme: there.theme }),
    /** What somebody else saves. */
    others: (change: Partial<Words>) => put(there.version, { ...there, ...change }),
  };
}

const begun = { summary: 'Scherben', theme: 'waste' };

it.each([true, false])(
  'another theme does not undo the summary that somebody else saved (read already: %s)',
  async (isRead) => {
    const { screen, edit, there, others } = await findingOf(begun);
    edit.theme = 'ways';
    await others({ summary: 'Scherben am Tor' });
    if (isRead) await screen.load();
    // What had not been read is told first.
    if (!isRead) expect([await edit.save(), edit.summary]).toEqual([false, 'Scherben am Tor']);
    expect(await edit.save()).toBe(true);
    expect(there()).toEqual({ summary: 'Scherben am Tor', theme: 'ways' });
  },
);

it.each([true, false])(
  'a summary is replaced only by somebody who was told of it (read already: %s)',
  async (isRead) => {
    const { screen, edit, there, others } = await findingOf(begun);
    edit.summary = 'Glas';
    await others({ summary: 'Scherben am Tor', theme: 'ways' });
    if (isRead) await screen.load();
    expect(await edit.save()).toBe(false);
    expect([screen.problem?.text, there().summary]).toEqual([screen.t.changedMeanwhile, 'Scherben am Tor']);
    expect([edit.summary, edit.theme]).toEqual(['Glas', 'ways']);
    expect(await edit.save()).toBe(true);
    expect(there()).toEqual({ summary: 'Glas', theme: 'ways' });
  },
);
