import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import { PIXEL_RATIO } from '#lib/map/images.ts';
import { PICTURE_FONT, wrap } from '#lib/map/picture-text.ts';
import { takeShot, whenDrawn } from '#lib/map/screenshot.ts';
import type { SafetyScreen } from '../screen.svelte.ts';
import { CHARTS_SIZE, chartsSvg } from './charts-svg.ts';
import { filterLine, provenance } from './provenance.ts';

const PAD = 18;
/** What of a computed style decides on how an element of the strip is drawn. */
const DRAWN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
  'font-family',
] as const;

/** The strip's drawing by itself: what style sheets say is written into its elements. */
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg.querySelectorAll<SVGElement>('*'), copy.querySelectorAll<SVGElement>('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of DRAWN) to[i]?.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

/** What a design token is in the theme of now. */
const colour = (token: string): string => getComputedStyle(document.documentElement).getPropertyValue(token).trim();

/** A picture with title, filters, sources and date around it, as PNG. */
async function save(url: string, width: number, height: number, name: string, screen: SafetyScreen): Promise<void> {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('this browser cannot draw on a canvas');
  const { language } = screen.app;
  const date = language.t.map.printedOn(language.format.date(new Date().toISOString()));
  drawing.font = `12px ${PICTURE_FONT}`;
  const lines = wrap(drawing, `${provenance(screen)} · ${date}`, width);
  const top = PAD + 50;
  canvas.width = (width + 2 * PAD) * PIXEL_RATIO;
  canvas.height = (top + height + lines.length * 16 + 2 * PAD) * PIXEL_RATIO;
  drawing.scale(PIXEL_RATIO, PIXEL_RATIO);
  drawing.fillStyle = colour('--surface');
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.fillStyle = colour('--ink');
  drawing.font = `650 19px ${PICTURE_FONT}`;
  drawing.fillText(screen.street?.id ?? '', PAD, PAD + 16);
  drawing.font = `13px ${PICTURE_FONT}`;
  drawing.fillText(filterLine(screen), PAD, PAD + 38);
  drawing.drawImage(picture, PAD, top, width, height);
  drawing.font = `12px ${PICTURE_FONT}`;
  drawing.fillStyle = colour('--ink-2');
  lines.forEach((line, i) => drawing.fillText(line, PAD, top + height + 22 + i * 16));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture could not be encoded');
  keepFile(blob, `quartierblick-${name}.png`);
}

/** Saves the strip as PNG. */
export async function saveStrip(screen: SafetyScreen): Promise<void> {
  const svg = document.querySelector<SVGSVGElement>('svg[data-strip]');
  if (!svg) throw new Error('the strip is not there yet');
  const { width, height } = svg.viewBox.baseVal;
  await save(standalone(svg), width, height, 'strip', screen);
}

/** Saves the map as PNG. */
export async function saveMap(screen: SafetyScreen): Promise<void> {
  if (!screen.map) throw new Error('the map is not there yet');
  await whenDrawn(screen.map);
  const { url, width, height } = takeShot(screen.map);
  await save(url, width, height, 'street-map', screen);
}

/** Saves the charts as PNG. */
export async function saveCharts(screen: SafetyScreen): Promise<void> {
  const charts = screen.engine.figures?.charts;
  if (!charts) throw new Error('the charts are not there yet');
  const { t, app } = screen;
  const { format } = app.language;
  const svg = chartsSvg(charts, {
    titles: { years: t.byYear, participants: t.byParticipant, hours: t.byHour },
    noData: t.noData,
    participant: (one) => t.withWhom[one],
    day: (weekday) => t.filter.day[weekday] ?? weekday,
    number: (value) => format.number(value, 0),
    colours: {
      ...{ ink: colour('--ink'), muted: colour('--ink-2'), line: colour('--line-strong'), bar: colour('--accent') },
      ramp: paletteOf(app.theme.current).ramp,
    },
    font: PICTURE_FONT.replaceAll('"', "'"),
  });
  const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await save(url, CHARTS_SIZE.width, CHARTS_SIZE.height, 'charts', screen);
}
