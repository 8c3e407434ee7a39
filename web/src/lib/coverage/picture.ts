import type { Map as MapLibreMap } from 'maplibre-gl';
import { keepFile } from '#lib/app/keep-file.ts';
import { PIXEL_RATIO } from '#lib/map/images.ts';
import { PICTURE_FONT } from '#lib/map/picture-text.ts';
import { takeShot } from '#lib/map/screenshot.ts';
import { minus, share, whole } from './figures.ts';
import type { CoverageScreen } from './screen.svelte.ts';

const PAD = 18;

/** Lines above and below the map: what it shows, of whom, from where and of when. */
function captions({ t, app, covered, group, address, settings, loaded, demo, street }: CoverageScreen) {
  const { format } = app.language;
  const figures = (covered?.then ?? covered?.today)?.groups[group];
  const missed = figures && minus(figures.all, figures.reached);
  const said = loaded?.provenance;
  const date = (day: string | null | undefined) => (day ? format.date(day) : t.unknown);
  return {
    title: missed
      ? `${t.missedHead(t.ages[address.age], format.number(settings.reachM[address.age], 0))}: ${whole(format, missed.expected)} ${t.ofAll(whole(format, figures.all.expected))} (${share(format, missed.expected, figures.all.expected)})`
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

/** Saves the map as PNG with the figure it stands for, assumptions, sources and dates. @throws where it cannot be drawn */
export async function savePicture(screen: CoverageScreen, map: MapLibreMap): Promise<void> {
  const shot = takeShot(map);
  const image = new Image();
  image.src = shot.url;
  await image.decode();
  const { title, below } = captions(screen);
  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('this browser cannot draw on a canvas');
  const width = shot.width + 2 * PAD;
  const top = 2 * PAD + 22;
  const height = top + shot.height + PAD + below.length * 17;
  canvas.width = width * PIXEL_RATIO;
  canvas.height = height * PIXEL_RATIO;
  drawing.scale(PIXEL_RATIO, PIXEL_RATIO);
  drawing.fillStyle = '#ffffff';
  drawing.fillRect(0, 0, width, height);
  drawing.fillStyle = '#1b2530';
  drawing.font = `650 17px ${PICTURE_FONT}`;
  drawing.fillText(title, PAD, PAD + 16, shot.width);
  drawing.drawImage(image, PAD, top, shot.width, shot.height);
  drawing.font = `12px ${PICTURE_FONT}`;
  drawing.fillStyle = '#4b5866';
  below.forEach((line, i) => drawing.fillText(line, PAD, top + shot.height + 20 + i * 17, shot.width));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture could not be encoded');
  keepFile(blob, `${screen.t.title}.png`);
}
