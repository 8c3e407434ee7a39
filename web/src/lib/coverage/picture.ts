import { minus } from '@quartierblick/gis/analysis/coverage/range.ts';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { keepFile } from '#lib/app/keep-file.ts';
import { PIXEL_RATIO, stampOf } from '#lib/map/images.ts';
import { PICTURE_FONT } from '#lib/map/picture-text.ts';
import { takeShot, whenDrawn } from '#lib/map/screenshot.ts';
import { share, whole } from '#lib/network/children.ts';
import { legendOf } from './legend.ts';
import type { LegendRow } from './legend.ts';
import type { CoverageScreen } from './screen.svelte.ts';

const PAD = 18;
const LEGEND_ROW = 22;
const INK = '#1b2530';

/** Lines above and below the map: what it shows, of whom, from where and of when. */
function captions({ t, app, covered, group, address, settings, loaded, demo, street }: CoverageScreen) {
  const { format } = app.language;
  const [today, then] = [covered?.today, covered?.then].map((state) => state?.groups[group]);
  const figures = then ?? today;
  const missed = figures && minus(figures.all, figures.reached);
  const was = then && today ? `${whole(format, minus(today.all, today.reached).expected)} → ` : '';
  const said = loaded?.provenance;
  const date = (day: string | null | undefined) => (day ? format.date(day) : t.unknown);
  return {
    title: missed
      ? `${t.missedHead(t.ages[address.age], format.number(settings.reachM[address.age], 0))}: ${was}${whole(format, missed.expected)} ${t.ofAll(whole(format, figures.all.expected))} (${share(format, missed.expected, figures.all.expected)})`
      : t.title,
    below: [
      [
        demo ? app.language.t.shell.demo : t.modelled,
        street === null ? '' : `${t.street}: ${street}`,
        t.ofArea(t.areas[address.area]),
      ]
        .filter(Boolean)
        .join(' · '),
      [
        t.streetsAsOf(date(said?.streets.asOf)),
        t.placesAsOf(date(said?.places.asOf.playgrounds)),
        t.demandAsOf(date(said?.demand.asOf)),
      ].join(' · '),
      [
        ...new Set(
          [said?.streets, said?.places, said?.demand].flatMap(
            (one) => one?.source.map(({ attribution }) => attribution) ?? [],
          ),
        ),
      ].join('; '),
    ],
  };
}

/** Of the map's frame, in CSS pixels. */
interface Frame {
  top: number;
  width: number;
  height: number;
}

async function pictureOf(map: MapLibreMap): Promise<{ image: HTMLImageElement; width: number; height: number }> {
  await whenDrawn(map);
  const { url, width, height } = takeShot(map);
  const image = new Image();
  image.src = url;
  await image.decode();
  return { image, width, height };
}

/** The scenario right of the line over today left of it, each with its name. */
function drawSwipe(
  drawing: CanvasRenderingContext2D,
  over: HTMLImageElement,
  { top, width, height }: Frame,
  share: number,
  names: readonly [left: string, right: string],
): void {
  const line = PAD + width * share;
  drawing.save();
  drawing.beginPath();
  drawing.rect(line, top, PAD + width - line, height);
  drawing.clip();
  drawing.drawImage(over, PAD, top, width, height);
  drawing.restore();
  drawing.fillStyle = '#ffffff';
  drawing.fillRect(line - 1.5, top, 3, height);
  drawing.font = `650 13px ${PICTURE_FONT}`;
  names.forEach((name, i) => {
    const wide = drawing.measureText(name).width + 16;
    const x = i === 0 ? line - 8 - wide : line + 8;
    // Where its half is too narrow a name would stand over the other one.
    if (x < PAD || x + wide > PAD + width) return;
    drawing.fillStyle = '#ffffff';
    drawing.fillRect(x, top + 10, wide, 24);
    drawing.fillStyle = INK;
    drawing.fillText(name, x + 8, top + 27);
  });
}

function drawMark(drawing: CanvasRenderingContext2D, row: LegendRow, x: number, y: number): void {
  if (row.mark === 'image') return drawing.drawImage(stampOf(row.image), x, y - 9, 18, 18);
  drawing.beginPath();
  drawing.strokeStyle = row.colour;
  drawing.fillStyle = row.colour;
  if (row.mark === 'way') {
    drawing.lineWidth = 4;
    drawing.setLineDash(row.dashed ? [6, 2] : []);
    drawing.moveTo(x, y);
    drawing.lineTo(x + 20, y);
    drawing.stroke();
    drawing.setLineDash([]);
  } else {
    drawing.lineWidth = 3;
    drawing.arc(x + 9, y, 5, 0, 2 * Math.PI);
    if (row.mark === 'ring') drawing.stroke();
    else drawing.fill();
  }
}

/** Draws the legend in as many rows as it needs, or only measures it where `y` is null. @returns its height */
function drawLegend(
  drawing: CanvasRenderingContext2D,
  rows: readonly LegendRow[],
  width: number,
  y: number | null,
): number {
  drawing.font = `12px ${PICTURE_FONT}`;
  let [x, row] = [PAD, 0];
  for (const one of rows) {
    const wide = 26 + drawing.measureText(one.label).width;
    if (x > PAD && x + wide > PAD + width) [x, row] = [PAD, row + 1];
    if (y !== null) {
      const middle = y + row * LEGEND_ROW + LEGEND_ROW / 2;
      drawMark(drawing, one, x, middle);
      drawing.fillStyle = INK;
      drawing.fillText(one.label, x + 26, middle + 4);
    }
    x += wide + 18;
  }
  return (row + 1) * LEGEND_ROW;
}

/**
 * Saves the map as PNG with the figure it stands for, its legend, assumptions, sources and dates.
 * @param swipe the scenario's map, and the share of the width that shows today; null without a scenario
 * @throws where it cannot be drawn
 */
export async function savePicture(
  screen: CoverageScreen,
  map: MapLibreMap,
  swipe: { over: MapLibreMap; share: number } | null,
): Promise<void> {
  const { image, ...size } = await pictureOf(map);
  const over = swipe && (await pictureOf(swipe.over)).image;
  const { title, below } = captions(screen);
  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('this browser cannot draw on a canvas');
  const legend = legendOf(screen, paletteOf(screen.app.theme.current));
  const width = size.width + 2 * PAD;
  const top = 2 * PAD + 22;
  const under = top + size.height + 8;
  const legendHeight = drawLegend(drawing, legend, size.width, null);
  const height = under + legendHeight + 10 + below.length * 17 + PAD / 2;
  canvas.width = width * PIXEL_RATIO;
  canvas.height = height * PIXEL_RATIO;
  drawing.scale(PIXEL_RATIO, PIXEL_RATIO);
  drawing.fillStyle = '#ffffff';
  drawing.fillRect(0, 0, width, height);
  drawing.fillStyle = INK;
  drawing.font = `650 17px ${PICTURE_FONT}`;
  drawing.fillText(title, PAD, PAD + 16, size.width);
  drawing.drawImage(image, PAD, top, size.width, size.height);
  if (swipe && over) drawSwipe(drawing, over, { top, ...size }, swipe.share, [screen.t.before, screen.t.after]);
  drawLegend(drawing, legend, size.width, under);
  drawing.font = `12px ${PICTURE_FONT}`;
  drawing.fillStyle = '#4b5866';
  below.forEach((line, i) => drawing.fillText(line, PAD, under + legendHeight + 18 + i * 17, size.width));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture could not be encoded');
  keepFile(blob, `${screen.t.title}.png`);
}
