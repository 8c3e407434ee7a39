import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { DRAWING_KEYS, drawingOf } from '@quartierblick/gis/demo/index.ts';
import type { DemoLog, DrawingKey } from '@quartierblick/gis/demo/index.ts';
import type { Picture } from '@quartierblick/gis/walks/event.ts';
import type { AppDeps } from '../deps.ts';
import { keepPhoto } from '../files/keep-photo.ts';
import type { KeptPhoto } from '../files/keep-photo.ts';
import { Blobs, walkFiles } from '../walks/blobs.ts';

type Deps = Pick<AppDeps, 'db' | 'env'>;

/** A drawing as a device would have kept it: a JPEG, and its hash. */
export interface Drawn extends Pick<Picture, 'sha256' | 'bytes' | 'width' | 'height'> {
  readonly jpeg: Buffer;
}
export type Drawings = ReadonlyMap<DrawingKey, Drawn>;

async function draw(key: DrawingKey): Promise<Drawn> {
  const { data: jpeg, info } = await sharp(Buffer.from(drawingOf(key)))
    .flatten({ background: 'white' })
    .jpeg({ quality: 78 })
    .toBuffer({ resolveWithObject: true });
  const sha256 = createHash('sha256').update(jpeg).digest('hex');
  return { jpeg, sha256, bytes: jpeg.length, width: info.width, height: info.height };
}

/** All drawings of the demo as pictures; the same bytes each time as long as the encoder is the same. */
export async function drawAll(): Promise<Drawings> {
  return new Map(await Promise.all(DRAWING_KEYS.map(async (key) => [key, await draw(key)] as const)));
}

/** What an event says of a drawing. @throws RangeError for one that was not drawn */
export function pictureIn(drawings: Drawings, key: DrawingKey): Omit<Drawn, 'jpeg'> {
  const drawn = drawings.get(key);
  if (!drawn) throw new RangeError(`${key} is not drawn`);
  const { jpeg: _, ...picture } = drawn;
  return picture;
}

/** Sends the photos that a log names, as its devices would have; those that are there already are left as they are. */
export async function sendPhotos(deps: Deps, { walk, devices }: DemoLog, drawings: Drawings): Promise<void> {
  const blobs = new Blobs(deps);
  const byHash = new Map([...drawings.values()].map((drawn) => [drawn.sha256, drawn]));
  for (const { key, role, name, may, events } of devices) {
    for (const { kind, say } of events) {
      if (kind !== 'photo' || say.do !== 'set' || say.field !== 'picture') continue;
      const { sha256 } = say.value as unknown as Picture;
      const drawn = byHash.get(sha256);
      if (!drawn) continue;
      const device = { key, walk, role, name, may };
      // A start that was killed here has left a piece; one from the beginning would be refused at every start from then on.
      const { have } = await blobs.state(device, sha256);
      await blobs.add(device, sha256, have, drawn.bytes, drawn.jpeg.subarray(have));
    }
  }
}

/** Keeps drawings as photos of measures are kept. @returns how each is kept */
export async function keepDrawings(env: Deps['env'], drawings: Drawings): Promise<Map<DrawingKey, KeptPhoto>> {
  const folder = await mkdtemp(join(tmpdir(), 'qb-demo-'));
  try {
    const kept = new Map<DrawingKey, KeptPhoto>();
    for (const [key, { jpeg }] of drawings) {
      const path = join(folder, key);
      await writeFile(path, jpeg);
      kept.set(key, await keepPhoto(walkFiles(env), path));
    }
    return kept;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
