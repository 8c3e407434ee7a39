import type { Swatch } from '@quartierblick/gis/symbology/legend.ts';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import { legendLines } from '#lib/layers/legend-lines.ts';
import { PIXEL_RATIO, stampOf } from './images.ts';
import { PICTURE_FONT, wrap } from './picture-text.ts';
import { lengthText, scaleBar } from './scale.ts';
import type { MapScreen } from './screen.svelte.ts';
import { takeShot, whenDrawn } from './screenshot.ts';
import { sourceLines } from './sources.ts';

const LEGEND_PX = 280;
const PAD = 18;

function drawSwatch(drawing: CanvasRenderingContext2D, swatch: Swatch, x: number, y: number): void {
  drawing.save();
  drawing.translate(x, y);
  if (swatch.point) {
    drawing.drawImage(stampOf(swatch.point), 0, -1, 20, 20);
  } else {
    drawing.fillStyle = swatch.fill ?? '#ffffff';
    drawing.fillRect(0, 2, 20, 13);
    if (swatch.hatch) {
      const pattern = drawing.createPattern(stampOf(swatch.hatch), 'repeat');
      pattern?.setTransform(new DOMMatrix().scale(1 / PIXEL_RATIO));
      if (pattern) drawing.fillStyle = pattern;
      drawing.fillRect(0, 2, 20, 13);
    }
    drawing.strokeStyle = swatch.edge;
    drawing.lineWidth = 0.8;
    drawing.strokeRect(0, 2, 20, 13);
  }
  drawing.restore();
}

/** Saves the map as PNG with title, legend, scale bar, sources and date. Drawn in the light palette's frame, whatever the theme. */
export async function saveImage(screen: MapScreen): Promise<void> {
  const { map, current } = screen.view;
  const { language } = screen.app;
  if (!map) throw new Error('the map is not there yet');
  await whenDrawn(map);
  const shot = takeShot(map);
  const picture = new Image();
  picture.src = shot.url;
  await picture.decode();

  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('this browser cannot draw on a canvas');
  const width = shot.width + LEGEND_PX + 3 * PAD;
  drawing.font = `12px ${PICTURE_FONT}`;
  const sources = sourceLines(screen, language).flatMap((line) => wrap(drawing, line, width - 2 * PAD));
  const legend = screen.stack.visible.flatMap((item) => legendLines(item, paletteOf('light'), language));
  const height = Math.max(shot.height, legend.length * 24) + 2 * PAD + 34 + sources.length * 16 + PAD;
  canvas.width = width * PIXEL_RATIO;
  canvas.height = height * PIXEL_RATIO;
  drawing.scale(PIXEL_RATIO, PIXEL_RATIO);
  drawing.fillStyle = '#ffffff';
  drawing.fillRect(0, 0, width, height);

  drawing.fillStyle = '#1b2530';
  drawing.font = `650 19px ${PICTURE_FONT}`;
  const name = screen.catalogue.project?.name;
  drawing.fillText(name ? language.pick(name) : '', PAD, PAD + 16);
  drawing.font = `12px ${PICTURE_FONT}`;
  drawing.fillText(
    language.t.map.printedOn(language.format.date(new Date().toISOString())),
    shot.width + 2 * PAD,
    PAD + 14,
  );
  const top = PAD + 34;
  drawing.drawImage(picture, PAD, top, shot.width, shot.height);

  const bar = scaleBar(current.lat, current.zoom);
  const base = top + shot.height - 16;
  drawing.fillStyle = 'rgb(255 255 255 / .85)';
  drawing.fillRect(PAD + 8, base - 16, bar.pixels + 76, 24);
  drawing.strokeStyle = '#1b2530';
  drawing.lineWidth = 1.5;
  drawing.beginPath();
  drawing.moveTo(PAD + 16, base - 6);
  drawing.lineTo(PAD + 16, base);
  drawing.lineTo(PAD + 16 + bar.pixels, base);
  drawing.lineTo(PAD + 16 + bar.pixels, base - 6);
  drawing.stroke();
  drawing.fillStyle = '#1b2530';
  drawing.fillText(
    lengthText(bar.metres, (value) => language.format.number(value)),
    PAD + 24 + bar.pixels,
    base,
  );

  let y = top + 12;
  const x = shot.width + 2 * PAD;
  for (const { text, swatch, heading } of legend) {
    if (heading) y += 6;
    drawing.font = `${heading ? '650 13px' : '12px'} ${PICTURE_FONT}`;
    if (swatch) drawSwatch(drawing, swatch, x, y - 12);
    drawing.fillStyle = '#1b2530';
    for (const line of wrap(drawing, text, LEGEND_PX - (swatch ? 28 : 0))) {
      drawing.fillText(line, x + (swatch ? 28 : 0), y);
      y += 18;
    }
  }
  drawing.font = `11px ${PICTURE_FONT}`;
  drawing.fillStyle = '#4b5866';
  sources.forEach((line, index) => drawing.fillText(line, PAD, height - PAD - (sources.length - 1 - index) * 16));

  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture could not be encoded');
  keepFile(blob, 'quartierblick.png');
}
