import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { PUBLIC } from '@quartierblick/api/auth/identity';
import { loadDemo } from '@quartierblick/api/demo/load';
import { WalkNetwork } from '@quartierblick/api/network/service';
import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import { minus } from '@quartierblick/gis/analysis/coverage/range.ts';
import { COVERAGE_DEFAULTS } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { isMeant } from '@quartierblick/gis/analysis/chain/gaps.ts';
import { holdsOn } from '@quartierblick/gis/analysis/chain/offering.ts';
import { presetOf } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { Project } from '@quartierblick/gis/layers/answers.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { placeOf } from '@quartierblick/gis/network/lon-lat.ts';
import type { OffersAnswer } from '@quartierblick/gis/offers/answer.ts';
import { rank } from '@quartierblick/gis/ranking/rank.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { AccidentsAnswer } from '@quartierblick/gis/safety/answer.ts';
import { StreetData } from '@quartierblick/gis/safety/street-data.ts';
import type { SlideContent } from '@quartierblick/gis/stories/content.ts';
import type { Figure, RenderedSlide, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import { findingsSeries, seriesOf } from '@quartierblick/gis/stories/series.ts';
import type { Slide } from '@quartierblick/gis/stories/story.ts';
import { readAddress, settingsOf, START, writeAddress } from '@quartierblick/gis/views/coverage.ts';
import { readAddress as readOffersAddress, wishOf } from '@quartierblick/gis/views/offers.ts';
import { settingsOf as rankingSettingsOf } from '@quartierblick/gis/views/ranking-start.ts';
import { readAddress as readSafetyAddress } from '@quartierblick/gis/views/safety.ts';
import { hasEnded } from '@quartierblick/gis/walks/measure.ts';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';
import { undecided } from '@quartierblick/gis/walks/review.ts';
import type { WalkFindings } from '@quartierblick/gis/walks/review.ts';
import { NetworkDesk } from '../../web/src/lib/network/desk.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { plant } from './editions/planted.ts';

type Content<K extends SlideContent['kind']> = Extract<SlideContent, { kind: K }>;
const WORDS = { de: '', en: '' };
const STREET = 'Bornstraße';
const DAY = '2026-06-01';

function slide<K extends Slide['kind']>(kind: K, more: object, audience: Slide['audience'] = 'public'): Slide {
  const words = { title: WORDS, body: WORDS, notes: WORDS };
  return { id: randomUUID(), chapter: null, ...words, audience, kind, ...more } as Slide;
}

describeOnEachDatabase('slides that are views of the screens', (context) => {
  let network: WalkNetwork;
  let project: Project;
  beforeAll(async () => {
    await loadDemo(context().deps);
    network = new WalkNetwork(context().db.target);
    project = await read<Project>('/project');
  });
  afterAll(() => network.close());

  const appAs = (edition: Edition) => {
    const someone = { edition, userId: null, name: 'Test', via: 'session' } as const;
    return createApp({ ...context().deps, network, identify: () => (edition === 'public' ? PUBLIC : someone) });
  };
  const body = async (path: string) => (await appAs('planner').request(`/api${path}`)).arrayBuffer();
  const read = async <T>(path: string) => JSON.parse(new TextDecoder().decode(await body(path))) as T;

  async function render(slides: Slide[], edition: 'public' | 'steering' | 'planner' = 'public'): Promise<Rendition> {
    const story = { format: 1, title: WORDS, look: 'auto', slides };
    const answer = await appAs('planner').request(`/api/stories/rendition?edition=${edition}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(story),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Rendition;
  }
  async function one<K extends SlideContent['kind']>(kind: K, more: object, edition?: 'public' | 'planner') {
    const { slides } = await render([slide(kind, more)], edition);
    return slides[0] as RenderedSlide & { content: Content<K> };
  }
  async function figure(name: string, edition: Edition = 'public'): Promise<Figure> {
    const answer = await appAs(edition).request(`/api/figures/${encodeURIComponent(name)}`);
    expect([name, answer.status]).toEqual([name, 200]);
    return (await answer.json()) as Figure;
  }
  /** The page's own desk, fed with what the api answers to everybody. */
  async function desk(zones: 'grid' | 'units' = 'grid') {
    const [streets, places, demand] = await Promise.all([
      body('/network/streets'),
      body('/network/places'),
      body(`/network/demand?zones=${zones}`),
    ]);
    const made = new NetworkDesk();
    made.load({ kind: 'load', streets, places, demand });
    return made;
  }

  it('coverage: page and server agree on today and on a scenario, for the pieces of street, too', async () => {
    const [west, south, east, north] = project.bounds;
    const at = placeOf([(west + east) / 2, (south + north) / 2]);
    const ages = [...AGE_GROUPS];
    const edits = [{ id: 'neu', type: 'playground', at, name: 'Neuer Platz', areaM2: 900, ages } as const];
    const view = writeAddress({ ...START, age: '6-12', targetM2: 2, edits }, new URLSearchParams());
    const { address } = readAddress(new URLSearchParams(view));
    const question = { settings: settingsOf(address), area: project.bounds, street: null, edits: address.edits };
    const page = (await desk()).cover({ kind: 'cover', ...question });
    const { content, sources, uses, problems } = await one('coverage', { view });
    expect(problems).toEqual([]);
    expect(content.groups.map(({ all, today, then }) => ({ all, today, then }))).toEqual(
      page.today.groups.map(({ all, reached }, g) => ({ all, today: reached, then: page.then?.groups[g]?.reached })),
    );
    expect(content.groups[1]?.then?.expected).toBeGreaterThan(content.groups[1]?.today.expected ?? Infinity);
    expect(content.area).toEqual({
      targetM2: 2,
      needed: page.today.area.neededM2,
      missingToday: page.today.area.missingM2,
      missingThen: page.then?.area.missingM2,
    });
    expect(content.playgrounds).toHaveLength(page.today.playgrounds.length);
    const onPieces = content.homes.reduce((sum, { children }) => sum + children, 0);
    expect(Math.abs(onPieces - (page.today.groups[1]?.all.expected ?? 0))).toBeLessThan(content.homes.length / 2);
    expect(content.homes.some(({ today, then }) => !today && then)).toBe(true);
    expect(sources.length).toBeGreaterThan(0);
    expect(Object.keys(uses)).toEqual(expect.arrayContaining(['playgrounds', 'streets', 'population-grid']));
  });

  it('the chain: page and server agree, for units and a wish as for the project', async () => {
    const offers = await read<OffersAnswer>('/offers');
    const units = (await read<{ units: { key: string }[] }>('/network/demand?zones=units')).units;
    const views = [`on=${DAY}`, `on=${DAY}&zones=units&language=tr&reach=600&unit=${units[0]?.key}`];
    for (const view of views) {
      const { address } = readOffersAddress(new URLSearchParams(view));
      const area = address.area === 'project' ? project.bounds : { units: address.area as readonly string[] };
      const page = await desk(address.zones);
      page.offers({ kind: 'offers', offerings: offers.offers, sites: offers.sites });
      const here = { area, day: DAY, year: null };
      const asked = { settings: COVERAGE_DEFAULTS, wish: wishOf(address), reachM: Number(address.reach) };
      const { cells, gaps, known } = page.chain({ kind: 'chain', ...asked, here, other: null });
      const { content, problems, uses } = await one('chain', { view });
      expect(problems).toEqual([]);
      expect(content.cells).toEqual(
        cells.map(({ band, column, children, reached, places, placesUnknown, gaps: own }) => ({
          ...{ band, column, children, reached, places, placesUnknown, gaps: own },
        })),
      );
      expect(content.gaps).toEqual(gaps.slice(0, content.gaps.length));
      expect(content).toMatchObject({ known, day: DAY, reachM: Number(address.reach) });
      expect(uses).toHaveProperty('offers');
    }
    expect((await one('chain', { view: views[1] ?? '' })).content.area.de).not.toBe('');
  });

  async function streetData() {
    const { accidents, years } = await read<AccidentsAnswer>('/safety/accidents');
    const data = await read<ConstructorParameters<typeof StreetData>[0]['data']>('/network/streets');
    const places = await read<ConstructorParameters<typeof StreetData>[0]['places']>('/network/places');
    return { data: new StreetData({ data, places, accidents, years }), years };
  }

  it('a strip: page and server agree on accidents, marks, densities and sections', async () => {
    const view = `?s=${encodeURIComponent(STREET)}&who=foot,bicycle&bw=80&w=unweighted`;
    const { settings } = readSafetyAddress(new URLSearchParams(view));
    const { data, years } = await streetData();
    const figures = data.figures(STREET, settings);
    const strip = data.strip(STREET);
    const preset = presetOf(project.hotspots, project.land)?.preset;
    const sections = preset && data.sections(STREET, preset);
    const { content, problems, uses } = await one('strip', { view });
    expect(problems).toEqual([]);
    expect(content).toMatchObject({ street: STREET, metres: strip.length, counts: figures.counts, years });
    expect(content.accidents).toHaveLength(figures.passing.size);
    expect(content.marks).toHaveLength(strip.marks.length);
    expect(content.density.map(({ value }) => value)).toEqual(figures.lixels.map(({ density }) => density));
    const here = (sections?.found ?? []).flatMap(({ onStrip }) => (onStrip ? [onStrip.from] : []));
    expect(new Set(content.sections.map(({ from }) => from))).toEqual(new Set(here));
    expect(content.incomplete).toHaveLength(sections?.incomplete.length ?? 0);
    expect(Object.keys(uses)).toEqual(expect.arrayContaining(['accidents', 'streets', 'thresholds']));
    expect(JSON.stringify(content)).not.toMatch(/unfallh(ä|ae)ufung/i);
  });

  it('a ranking: the server’s steps give what one go gives, and only planners get it', async () => {
    const data = await read<RankingData>('/ranking');
    const view = `spread=40&w=${data.criteria.slice(0, 4).map(({ id }, i) => `${id}:${10 * (i + 1)}`)}`;
    const settings = rankingSettingsOf(new URLSearchParams(view), data);
    const rows = rank(data, settings) ?? [];
    const { content, problems, sources } = await one('ranking', { view, places: 5 }, 'planner');
    expect(problems).toEqual([]);
    expect(content.rows.map(({ key, score, rank: places, group }) => ({ key, score, rank: places, group }))).toEqual(
      rows.slice(0, 5).map(({ key, score, rank: places, group }) => ({ key, score, rank: places, group })),
    );
    expect(content.of).toBe(rows.length);
    expect(content.weights.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(content.weights[0]?.share).toBeCloseTo(0.4);
    expect(sources.some(({ from }) => from === 'properties')).toBe(true);
    for (const edition of ['public', 'steering'] as const) {
      const { slides } = await render([slide('ranking', { view, places: 5 })], edition);
      expect(slides[0]).toMatchObject({ content: null, sources: [], uses: {}, slide: { view: '' } });
      expect(slides[0]?.withheld).toMatchObject([{ part: 'content', lowest: 'planner' }]);
    }
  });

  it('a ranking is the same until somebody changes a case, and then another one', async () => {
    const view = { view: '', places: 3 };
    const before = await one('ranking', view, 'planner');
    expect((await one('ranking', view, 'planner')).uses).toEqual(before.uses);
    const [some] = await context().db.sql<{ key: string; condition: string | null }[]>`
      select key, condition from properties where class not in ('completed', 'acquired') order by key limit 1
    `;
    const worse = some?.condition === '5' ? '1' : '5';
    await context().db.sql`update properties set condition = ${worse} where key = ${some?.key ?? ''}`;
    expect((await one('ranking', view, 'planner')).uses).not.toEqual(before.uses);
    await context().db.sql`update properties set condition = ${some?.condition ?? null} where key = ${some?.key ?? ''}`;
    expect((await one('ranking', view, 'planner')).uses).toEqual(before.uses);
  });

  it('a broken view still shows what is understood, and names what is not', async () => {
    const coverage = await one('coverage', { view: '?target=lots&edits=%7B&age=under-6' });
    expect(coverage.content.area.targetM2).toBe(START.targetM2);
    expect(coverage.problems).toMatchObject([{ kind: 'broken-view' }]);
    expect(coverage.problems[0]?.what.de).toMatch(/target, edits$/);
    const chain = await one('chain', { view: 'on=2026-02-30&reach=600' });
    expect(chain.content.reachM).toBe(600);
    expect(chain.problems[0]?.what.en).toMatch(/: on$/);
    const compared = await one('chain', { view: `on=${DAY}&vs-area=all` });
    expect(compared.problems[0]?.what.en).toMatch(/: vs-area$/);
    const strip = await one('strip', { view: `s=${STREET}&bw=wide` });
    expect(strip.content.street).toBe(STREET);
    expect(strip.problems[0]?.what.en).toMatch(/: bw$/);
    const ranking = await one('ranking', { view: 'w=x:abc', places: 3 }, 'planner');
    expect(ranking.content.rows).toHaveLength(3);
    expect(ranking.problems[0]?.what.en).toMatch(/: w$/);
    const lost = await one('ranking', { view: 'w=vacancy:50,gone:50', places: 3 }, 'planner');
    expect(lost.problems).toMatchObject([{ kind: 'gone' }]);
  });

  it('a street that is gone is not replaced by another one', async () => {
    const gone = await one('strip', { view: 's=Nirgendstraße' });
    expect(gone.content).toBeNull();
    expect(gone.problems).toMatchObject([{ kind: 'gone' }]);
  });

  it('a change that can no longer be made is named, the others are reckoned', async () => {
    const edits = [{ id: 'tor', type: 'entrance', at: placeOf([7.47, 51.52]), playground: 'weg' }];
    const { problems, content } = await one('coverage', { view: `edits=${encodeURIComponent(JSON.stringify(edits))}` });
    expect(problems).toMatchObject([{ kind: 'gone' }]);
    expect(content.groups[0]?.then).toEqual(content.groups[0]?.today);
  });

  it('figures say what the screens say, with what they are counted among', async () => {
    const page = (await desk()).cover({
      ...{ kind: 'cover', settings: COVERAGE_DEFAULTS, area: project.bounds, street: null, edits: [] },
    });
    for (const [g, group] of AGE_GROUPS.entries()) {
      const { all, reached } = page.today.groups[g] ?? {};
      if (!all || !reached) throw new Error('no figures');
      const unreached = await figure(`unreached:${group}`);
      expect(unreached.value).toBe(Math.round(minus(all, reached).expected));
      expect(unreached).toMatchObject({ modelled: true, state: 'value' });
      expect(unreached.denominator?.de).toContain(Math.round(all.expected).toLocaleString('de'));
      expect(unreached.notes.length).toBeGreaterThan(0);
      expect((await figure(`children:${group}`)).value).toBe(Math.round(all.expected));
    }
    const area = await figure('play-area-missing');
    expect(Math.abs((area.value ?? NaN) - page.today.area.missingM2)).toBeLessThanOrEqual(5);
    const { data, years } = await streetData();
    const usual = readSafetyAddress(new URLSearchParams()).settings;
    const { counts } = data.figures(STREET, usual);
    expect(await figure(`accidents:${STREET}`)).toMatchObject({ value: counts.killed + counts.severe + counts.light });
    expect(await figure(`severe:${STREET}`)).toMatchObject({ value: counts.killed + counts.severe });
    expect((await figure(`severe:${STREET}`)).title.de).toContain(String(years.at(-1)));
    const strip = await one('strip', { view: `s=${STREET}` });
    expect((await figure(`sections:${STREET}`)).value).toBe(strip.content.sections.length);
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
    const { offers } = await read<OffersAnswer>('/offers');
    const holding = offers.filter((offer) => holdsOn(offer, today));
    expect(await figure('offers')).toMatchObject({ value: holding.length });
    const chain = await one('chain', { view: '' });
    const [gap] = chain.content.gaps.filter(({ column }) => column !== 'any');
    const { cells } = chain.content;
    const same = cells.filter((cell) => cell.column === gap?.column && isMeant(cell));
    const without = same.flatMap(({ gaps }) => gaps).reduce((sum, { children }) => sum + children.expected, 0);
    const all = same.reduce((sum, { children }) => sum + children.expected, 0);
    const told = await figure(`gap:${gap?.column}`);
    expect(told.value).toBe(Math.round(without));
    expect(told.value).toBeGreaterThan(0);
    expect(told.denominator?.de).toContain(Math.round(all).toLocaleString('de'));
    expect(told.notes[0]?.de).toMatch(/^Davon \d/);
    expect((await figure('gap-any')).denominator).not.toBeNull();
  });

  it('every figure that is offered can be had by who is offered it, with a source', async () => {
    const wanted = /^(unreached|children|play-area-missing|accidents|severe|sections|gap|gap-any|offers)(:|$)/;
    const groups = (await (await appAs('planner').request('/api/figures')).json()) as {
      group: { de: string };
      figures: { name: string }[];
    }[];
    expect(new Set(groups.map(({ group }) => group.de)).size).toBe(groups.length);
    const names = groups.flatMap(({ figures }) => figures.map(({ name }) => name)).filter((name) => wanted.test(name));
    const few = names.filter((name) => !/^(accidents|severe|sections):/.test(name) || name.endsWith(STREET));
    expect(few.length).toBeGreaterThan(10);
    for (const name of few) {
      const told = await figure(name);
      expect([name, told.value !== null, told.sources.length > 0]).toEqual([name, true, true]);
      expect(Object.keys(told.uses).length).toBeGreaterThan(0);
    }
  });

  it('names that mean nothing give no figure', async () => {
    for (const name of [
      'unreached:grown-up',
      'gap:any',
      'gap:circus',
      'accidents:',
      'sections:Nirgendstraße',
      'offers:x',
    ]) {
      const answer = await appAs('public').request(`/api/figures/${encodeURIComponent(name)}`);
      expect([name, answer.status]).toEqual([name, 404]);
    }
  });

  it('what several slides and figures share is asked of the network once', async () => {
    let asked = 0;
    const counting = new Proxy(network, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        if (['cover', 'chain', 'strip'].includes(String(name))) asked++;
        return (value as (...given: unknown[]) => unknown).bind(target);
      },
    });
    const said = {
      de: '{unreached:under-6} {unreached:6-12} {children:6-12} {play-area-missing} {gap-any} {gap:kita}',
      en: '',
    };
    const slides = [1, 2, 3].map(() => ({ ...slide('coverage', { view: '' }), body: said }));
    const identify = () => ({ edition: 'planner', userId: null, name: 'Test', via: 'session' }) as const;
    const answer = await createApp({ ...context().deps, network: counting, identify }).request(
      '/api/stories/rendition',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ format: 1, title: WORDS, look: 'auto', slides }),
      },
    );
    const { slides: rendered } = (await answer.json()) as Rendition;
    expect(Object.keys(rendered[2]?.figures ?? {})).toHaveLength(6);
    expect(asked).toBe(2);
  });

  it('hidden counts of one or two make no difference to any slide', async () => {
    const { sql } = context().db;
    const slides = () => [slide('coverage', { view: 'age=6-12' }), slide('chain', { view: `on=${DAY}` })];
    const contents = async () => (await render(slides())).slides.map(({ content }) => content);
    const before = await contents();
    const turned = await sql`
      update population_cells set children_raw = 3 - children_raw where children_raw in (1, 2)
    `;
    expect(turned.count).toBeGreaterThan(0);
    await sql`update layer_versions set version = version + 1 where layer = 'population-grid'`;
    expect(await contents()).toEqual(before);
  });

  /** Series of all registers, each narrowed by something that only those may know who see its list. */
  async function counted() {
    const [walk] = await context().db.sql<{ key: string; title: string }[]>`
      select w.key::text, w.title from walks w join walk_findings f on f.walk_key = w.key and not f.removed
      group by 1, 2 order by count(*) desc limit 1
    `;
    if (!walk) throw new Error('the demo has no walk with findings');
    const who = 'Stadtteilbüro Zzgeheim';
    await context().db.sql`update measures set responsible = ${who} where state = 'open'`;
    const series = {
      cases: seriesOf('cases', 'q=Bornstra%C3%9Fe&group=condition'),
      measures: seriesOf('measures', new URLSearchParams({ which: 'todo', who }).toString()),
      findings: findingsSeries(walk.key, false),
    };
    return { walk, who, series };
  }

  it('charts of registers count what their screens list, with what it is counted among and a source of a known day', async () => {
    const { walk, who, series } = await counted();
    const sum = ({ content }: { content: Content<'chart'> }) =>
      content.bars.reduce((total, { value }) => total + (value ?? NaN), 0);
    const cases = await one('chart', { series: series.cases }, 'planner');
    const list = await read<{ total: number }>('/properties?q=Bornstra%C3%9Fe&limit=1');
    const all = await read<{ total: number }>('/properties?limit=1');
    expect([cases.problems, sum(cases)]).toEqual([[], list.total]);
    expect(list.total).toBeGreaterThan(0);
    expect(cases.content.title.de).toBe('Immobilien nach Zustand');
    expect(cases.content.denominator?.de).toBe(`${list.total} von ${all.total} · Suche „Bornstraße“`);

    const whole = await one('chart', { series: 'cases' }, 'planner');
    expect([sum(whole), whole.content.denominator?.de]).toEqual([all.total, `insgesamt ${all.total}`]);

    const { measures } = await read<{ measures: Measure[] }>('/measures');
    const todo = measures.filter((one) => !hasEnded(one) && one.responsible === who);
    const shown = await one('chart', { series: series.measures }, 'planner');
    expect([shown.problems, sum(shown), todo.length > 0]).toEqual([[], todo.length, true]);
    expect(shown.content.bars.map(({ label }) => label.de)).toEqual(['offen', 'in Prüfung', 'beauftragt']);
    expect(shown.content.denominator?.de).toBe(
      `${todo.length} von ${measures.length} · noch zu tun · zuständig: ${who}`,
    );

    const { findings } = await read<WalkFindings>(`/walks/${walk.key}/findings`);
    const found = await one('chart', { series: series.findings }, 'planner');
    expect([found.problems, sum(found)]).toEqual([[], findings.length]);
    expect(found.content.denominator?.de).toMatch(
      new RegExp(`^${findings.length} Funde, davon \\d+ ohne Entscheidung$`),
    );
    const open = await one('chart', { series: findingsSeries(walk.key, true) }, 'planner');
    expect(sum(open)).toBe(undecided(findings).length);
    for (const { sources, uses } of [cases, shown, found]) {
      expect(sources.map(({ asOf, attribution }) => asOf !== null && attribution !== '')).toEqual([true]);
      expect(Object.keys(uses).length).toBeGreaterThan(0);
    }
  });

  it('charts of registers say nothing to an edition that does not see the register, not even what was searched for', async () => {
    const { walk, who, series } = await counted();
    const slides = Object.values(series).map((one) => slide('chart', { series: one }));
    const given = async (edition: 'public' | 'steering') => {
      const told = await render(slides, edition);
      expect(told.slides.map(({ content, withheld }) => (content === null) === withheld.length > 0)).toEqual(
        slides.map(() => true),
      );
      return { text: JSON.stringify(told), had: told.slides.map(({ content }) => content !== null) };
    };
    const open = await given('public');
    expect(open.had).toEqual([false, false, false]);
    for (const secret of [walk.key, walk.title, who, 'Zzgeheim', 'Bornstra', 'condition', 'todo']) {
      expect(open.text).not.toContain(secret);
    }
    const steering = await given('steering');
    expect(steering.had).toEqual([false, true, true]);
    expect(steering.text).not.toMatch(/Bornstra|condition/);
  });

  it('a chart of a register names a filter that it does not understand, and a walk that is gone', async () => {
    const kinds = async (series: string) =>
      (await one('chart', { series }, 'planner')).problems.map(({ kind, what }) => [kind, what.de.split(' ').at(-1)]);
    expect(await kinds('cases:condition=nonsense')).toEqual([['broken-view', 'condition']]);
    expect(await kinds('measures:which=sometime')).toEqual([['broken-view', 'which']]);
    expect(await kinds(findingsSeries(randomUUID(), false))).toEqual([['gone', 'Gang']]);
    expect(await kinds('findings:x')).toEqual([['gone', 'Gang']]);
    expect(await kinds('cases:')).toEqual([]);
  });

  it('nothing of a case or an owner is in a public story, whatever its slides show', async () => {
    const { ledger } = await plant(context().db);
    const ids = { view: '', places: 15 };
    const slides = [
      slide('title', {}),
      slide('text', {
        keyFigures: [
          { figure: 'count:properties', label: WORDS },
          { figure: 'offers', label: WORDS },
        ],
      }),
      slide('map', {
        view: 'l=properties,playgrounds&cmp=side&bl=properties',
        plays: true,
      }),
      slide('strip', { view: '' }),
      slide('ranking', ids),
      slide('coverage', { view: 'area=all' }),
      slide('chain', { view: 'area=all' }),
      slide('chart', { series: 'classes:properties' }),
      slide('chart', { series: 'years:properties/year_built' }),
      slide('chart', { series: 'cases:group=procedure' }),
      slide('photos', { measure: null }),
    ];
    const told = await render(slides);
    expect(ledger.found(JSON.stringify(told))).toEqual([]);
    expect(told.slides.some(({ content }) => content?.kind === 'ranking')).toBe(false);
    expect(JSON.stringify(told)).not.toMatch(/case_?number|owner/i);
    // They are there to be found: who may see them does.
    expect(ledger.found(JSON.stringify(await render(slides, 'planner'))).length).toBeGreaterThan(0);
  });
});

describeOnEachDatabase('slides where nothing is known', (context) => {
  const request = (path: string, init?: RequestInit) => context().appAs('planner').request(`/api${path}`, init);

  it('are there without content, with what is missing; nothing is told as zero', async () => {
    const slides = [
      slide('coverage', { view: '' }),
      slide('chain', { view: '' }),
      slide('strip', { view: '' }),
      slide('ranking', { view: '', places: 3 }),
    ];
    const answer = await request('/stories/rendition', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ format: 1, title: WORDS, look: 'auto', slides }),
    });
    expect(answer.status).toBe(200);
    const {
      slides: [coverage, chain, strip, ranking],
    } = (await answer.json()) as Rendition;
    for (const one of [coverage, chain, strip]) {
      expect(one?.content).toBeNull();
      expect(one?.problems).toHaveLength(1);
    }
    expect(ranking?.content).toMatchObject({ kind: 'ranking', rows: [], of: 0 });
  });

  it('figures are missing', async () => {
    for (const name of ['unreached:under-6', 'children:6-12', 'play-area-missing', 'gap:kita', 'gap-any', 'offers']) {
      const told = (await (await request(`/figures/${name}`)).json()) as Figure;
      expect([name, told.value, told.state]).toEqual([name, null, 'missing']);
      expect(told.denominator?.de ?? '').not.toMatch(/von 0/);
    }
    expect((await request('/figures')).status).toBe(200);
    expect((await request(`/figures/${encodeURIComponent(`accidents:${STREET}`)}`)).status).toBe(404);
  });
});
