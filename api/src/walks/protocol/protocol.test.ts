import { strFromU8, unzipSync } from 'fflate';
import sax from 'sax';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { describeOnEachDatabase } from '../../../../test/support/databases.ts';
import { plantFinding, plantMeasure, plantPhoto, plantWalk } from '../test-walk.ts';
import type { PlantedWalk } from '../test-walk.ts';
import { drawnLabel } from '@quartierblick/gis/symbology/stroke-label.ts';
import { plain } from './plain.ts';

/** Parses XML and throws where it is not well-formed. @returns its text */
function textOf(xml: string): string {
  const parser = sax.parser(true);
  let text = '';
  parser.onerror = (error) => {
    throw error;
  };
  parser.ontext = (part) => (text += part);
  // A paragraph or a line break is one of the text as well.
  parser.onclosetag = (name) => (text += name === 'w:p' || name === 'w:br' ? '\n' : '');
  parser.write(xml).close();
  return text;
}

/** What XML 1.0 does not take, and Word does not open. */
// eslint-disable-next-line no-control-regex -- that is what is looked for
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/;

describe('what strangers write', () => {
  it('loses what would break a document or turn its direction, and nothing else', () => {
    expect(plain('a\0b\u0001c\u202Ed\ud800e\r\nf')).toBe('abcd\ufffde\nf');
    const arabic = 'مرحبا بكم 👩‍👧 <b>&amp;\t';
    expect(plain(arabic)).toBe(arabic);
  });

  it('labels are drawn without a font: every sign of one as a line', () => {
    expect(drawnLabel('W12.3', 10).match(/<path/g)).toHaveLength(5);
    expect(drawnLabel('DEMO-ZEICHNUNG', 10).match(/<path/g)).toHaveLength(14);
    expect(drawnLabel('3.2', 10)).not.toContain('<text');
  });
});

describeOnEachDatabase('the protocol of a walk', (context) => {
  let walk: PlantedWalk;
  const sql = () => context().db.sql;
  const ask = (query: string, as: Edition = 'steering') =>
    context().appAs(as).request(`/api/walks/${walk.key}/protocol?${query}`);
  const page = async (lang = 'de') => {
    const answer = await ask(`lang=${lang}`);
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const docx = async (lang = 'de') => {
    const answer = await ask(`format=docx&lang=${lang}`);
    expect(answer.status).toBe(200);
    const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    return { answer, parts, xml: Object.entries(parts).filter(([name]) => /\.(xml|rels)$/.test(name)) };
  };
  const wordsIn = ({ xml }: Awaited<ReturnType<typeof docx>>) =>
    xml.map(([, bytes]) => textOf(strFromU8(bytes))).join('\n');

  beforeEach(async () => {
    await sql()`delete from measures`;
    await sql()`delete from walks`;
    walk = await plantWalk(sql());
  });

  /** A walk with all that there can be. */
  async function plantAll() {
    const photos = [
      await plantPhoto(sql(), context().dataDir, walk, 'red'),
      await plantPhoto(sql(), context().dataDir, walk, 'blue'),
    ];
    const [red, blue] = photos;
    const lamp = await plantFinding(sql(), walk, {
      by: 'child',
      at: [10, 55],
      photos: [{ sha256: red ?? '', caption: 'Von der Treppe aus' }, { sha256: 'c'.repeat(64) }],
      voices: [{ sha256: 'd'.repeat(64), text: 'Hier habe ich Angst' }],
      said: { [`answer/${walk.item}`]: [{ value: 1, by: ['child'] }] },
    });
    const same = await plantFinding(sql(), walk, {
      by: 'scout',
      at: [20, 55],
      minute: 1,
      note: 'Leuchte dunkel',
      photos: [{ sha256: blue ?? '' }],
    });
    const bench = await plantFinding(sql(), walk, {
      by: 'scout',
      stop: 1,
      theme: 'other',
      note: 'Bank fehlt',
      minute: 2,
      said: {
        note: [
          { value: 'Bank fehlt', by: ['scout'] },
          { value: 'Bank ist da', by: ['lead'] },
        ],
      },
    });
    await plantFinding(sql(), walk, { by: 'lead', stop: null, theme: null, note: 'Glas auf dem Weg', minute: 3 });
    await sql()`insert into walk_reviews ${sql()([
      {
        key: lamp,
        walk_key: walk.key,
        summary: 'Leuchte 12 ist aus',
        decision: 'measure',
        merged_into: null,
        reason: null,
        decided_on: '2026-11-27',
        decided_by: 'Renate Vogt',
      },
      {
        key: same,
        walk_key: walk.key,
        summary: null,
        decision: null,
        merged_into: lamp,
        reason: null,
        decided_on: null,
        decided_by: null,
      },
      {
        key: bench,
        walk_key: walk.key,
        summary: null,
        decision: 'no-action',
        merged_into: null,
        reason: 'Der Platz ist zu schmal',
        decided_on: '2026-11-27',
        decided_by: 'Renate Vogt',
      },
    ])}`;
    const number = await plantMeasure(sql(), walk, [lamp], {
      responsible: 'Tiefbauamt',
      due: '2020-03-01',
      place_text: 'Halt 1',
    });
    const older = await plantMeasure(sql(), walk, [], { title: 'Hecke schneiden', walk_key: null });
    await plantMeasure(sql(), walk, [], {
      title: 'Zaun streichen',
      walk_key: null,
      state: 'done',
      done_on: '2026-01-05',
    });
    return { number, older, photos };
  }

  const SAID = [
    'Dunkle Ecken',
    'Vor dem Familienbüro',
    'Schulweg im Dunkeln',
    '4 Funde, 3 Fotos',
    'ein Fund ist nicht entschieden',
    'Renate Vogt',
    'Mia',
    'Barriere-Scout',
    'Halt 1: Halt 1',
    'Halt 2: Halt 2',
    'Unterwegs',
    'Licht und Angsträume',
    'Ohne Thema',
    'Leuchte 12 ist aus',
    'Lampe kaputt',
    'Leuchte dunkel',
    'Bank fehlt',
    'Glas auf dem Weg',
    'Hier habe ich Angst',
    'Wie ist es hier?',
    'gefällt mir nicht',
    'Von der Treppe aus',
    'Ein Foto ist noch nicht übertragen',
    'Widerspruch: Notiz',
    'Bank ist da',
    'Keine Maßnahme: Der Platz ist zu schmal',
    'Zusammengeführt mit 1.1',
    'Hiermit zusammengeführt: 1.2',
    'Noch nicht entschieden',
    'Tiefbauamt',
    '(überfällig)',
    'Hecke schneiden',
  ];

  it('says every finding, photo, contradiction, decision and measure: page and document alike', async () => {
    const { number, photos } = await plantAll();
    const written = await page();
    const document = await docx();
    const words = wordsIn(document);
    for (const text of [...SAID, `Maßnahme M${number}: Lampe tauschen`]) {
      expect(written, text).toContain(text);
      expect(words, text).toContain(text);
    }
    for (const sha256 of photos) expect(written).toContain(`src="blobs/${sha256}?size=full"`);
    expect(written.match(/<img /g)).toHaveLength(2);
    const pictures = Object.keys(document.parts).filter((name) => name.startsWith('word/media/'));
    expect(pictures.filter((name) => name.endsWith('.jpg'))).toHaveLength(2);
    expect(pictures.filter((name) => name.endsWith('.png'))).toHaveLength(1);
    expect(words).not.toContain('Zaun streichen');
    // The open ones stand last: with them the next walk begins.
    expect(written.lastIndexOf('Hecke schneiden')).toBeGreaterThan(written.indexOf('damit beginnt der nächste Gang'));
  });

  it('says all of it in English, too', async () => {
    await plantAll();
    const [written, words] = [await page('en'), wordsIn(await docx('en'))];
    for (const text of [
      'Light and places of fear',
      'Contradiction: Note',
      'No measure: Der Platz',
      'Merged with 1.1',
      'overdue',
      'Accessibility scout',
      'I do not like it',
    ]) {
      expect(written, text).toContain(text);
      expect(words, text).toContain(text);
    }
    for (const german of ['Fund', 'Maßnahme', 'Teilnehmende', 'Halt 1: ', 'Seite'])
      expect(written.replace(/<style>[^]*<\/style>/, ''), german).not.toContain(german);
  });

  it('has a map on which route, stops and findings are drawn as paths, as a picture that is not empty', async () => {
    await plantAll();
    const drawing = /<svg [^]*?<\/svg>/.exec(await page())?.[0] ?? '';
    expect(drawing.match(/class="stop"/g)).toHaveLength(2);
    // One along the way has no place.
    expect(drawing.match(/class="finding"/g)).toHaveLength(3);
    const { parts } = await docx();
    const [, png] = Object.entries(parts).find(([name]) => name.endsWith('.png')) ?? [];
    const { width, format } = await sharp(png).metadata();
    expect([width, format]).toEqual([1440, 'png']);
    const { channels } = await sharp(png).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(5);
  });

  it('lets lines of the document grow with what stands in them: with a fixed height pictures are cut to one line', async () => {
    const { xml } = await docx();
    const spacings = xml.flatMap(([, bytes]) => strFromU8(bytes).match(/<w:spacing [^>]*w:line="[^>]*>/g) ?? []);
    expect(spacings.length).toBeGreaterThan(0);
    for (const spacing of spacings) expect(spacing).toContain('w:lineRule="auto"');
  });

  it('stands for an empty walk as well, and says that nothing was found', async () => {
    await sql()`delete from walk_stops`;
    await sql()`delete from walk_devices`;
    const [written, words] = [await page(), wordsIn(await docx())];
    for (const text of [
      '0 Funde, 0 Fotos',
      'Niemand hat ein Gerät angemeldet',
      'noch keine Maßnahme entstanden',
      'Keine Maßnahme ist offen',
    ]) {
      expect(written, text).toContain(text);
      expect(words, text).toContain(text);
    }
    expect(written).not.toContain('<svg');
  });

  it('hostile text breaks neither: scripts, control characters, overrides of direction, half characters, 10,000 letters', async () => {
    const hostile = `<script>alert(1)</script>]]>&amp;"'\u0001\u000b\u202Eevil\u2066\ud83d</w:t><img src=x onerror=alert(2)>`;
    await sql()`update walks set title = ${`${hostile.replace('\ud83d', '')}Titel`}, purpose = ${'ä'.repeat(10_000)} where key = ${walk.key}`;
    await plantFinding(sql(), walk, {
      by: 'child',
      note: `${hostile.replace('\ud83d', '')} ${'W'.repeat(4_000)}`,
      said: {
        theme: [
          { value: '</style><script>x', by: ['child'] },
          { value: 'light', by: ['lead'] },
        ],
      },
    });
    await plantMeasure(sql(), walk, [], {
      title: `${'x'.repeat(10_000)}<b>`,
      responsible: hostile.replace('\ud83d', ''),
    });
    const written = await page();
    expect(written).not.toMatch(/<script>alert|<img src=x|<b>/);
    expect(written).not.toMatch(OVERRIDES);
    expect(written).toContain('&lt;script&gt;alert(1)');
    expect(written).toContain('ä'.repeat(10_000));
    const document = await docx();
    for (const [name, bytes] of document.xml) {
      const text = strFromU8(bytes);
      expect(text, name).not.toMatch(ILLEGAL);
      expect(text, name).not.toMatch(OVERRIDES);
    }
    const words = wordsIn(document);
    expect(words).toContain('W'.repeat(4_000));
    expect(words).toContain('<script>alert(1)</script>');
    expect(document.answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename\*=UTF-8''[\w.%-]+\.docx$/,
    );
  });

  it('every part of the document is well-formed and named in its list of contents', async () => {
    await plantAll();
    const { parts, xml } = await docx();
    for (const [name, bytes] of xml) expect(() => textOf(strFromU8(bytes)), name).not.toThrow();
    const types = strFromU8(parts['[Content_Types].xml'] ?? new Uint8Array());
    for (const name of Object.keys(parts)) {
      const extension = /\.(\w+)$/.exec(name)?.[1] ?? '';
      expect(types.includes(`PartName="/${name}"`) || types.includes(`Extension="${extension}"`), name).toBe(true);
    }
  });

  it('is for the steering group; a strange format or walk is refused in words', async () => {
    expect((await ask('', 'public')).status).toBe(401);
    expect((await ask('format=pdf')).status).toBe(400);
    walk = { ...walk, key: walk.stops[0] };
    expect((await ask('format=docx')).status).toBe(404);
  });
});
