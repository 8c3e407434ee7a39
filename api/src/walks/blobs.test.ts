import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { sendPhotos } from '../demo/pictures.ts';
import { sweepWalks } from './sweep.ts';
import { WalkDesk } from './test-field.ts';
import type { TestDevice } from './test-field.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A photo as phones write it, with a position. */
async function photo(background: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; sha256: string }> {
  const gps = { GPSLatitudeRef: 'N', GPSLatitude: '51/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 28/1 0/1' };
  const made = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
    .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: gps })
    .jpeg()
    .toBuffer();
  const bytes = new Uint8Array(made);
  return { bytes, sha256: hashOf(bytes) };
}

/** The beginning of a WebM file: an EBML header that says so. */
const webm = () => {
  const head = [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d];
  const bytes = new Uint8Array(2_000);
  bytes.set(head);
  return { bytes, sha256: hashOf(bytes) };
};

describeOnEachDatabase('photos and voices of a walk', (context) => {
  let desk: WalkDesk;
  let walk: string;
  let guest: TestDevice;
  beforeAll(async () => {
    desk = new WalkDesk(context());
    walk = await desk.walk();
    guest = await desk.guest(walk);
  });
  const state = async (sha256: string) => (await desk.blobState(guest, sha256)).json();
  const parts = () => {
    const folder = join(context().dataDir, 'walks', 'parts');
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  const read = (sha256: string, size = 'original', as: 'public' | 'steering' = 'steering') =>
    desk.ask(`/walks/${walk}/blobs/${sha256}?size=${size}`, {}, as);

  it('of the demo go on where a start that was killed has stopped sending them', async () => {
    const { bytes, sha256 } = await photo('navy');
    const drawn = { jpeg: Buffer.from(bytes), sha256, bytes: bytes.length, width: 600, height: 400 };
    const said = { kind: 'photo', say: { do: 'set', field: 'picture', value: { sha256 } } };
    const log = { walk, devices: [{ key: guest.device, role: 'guest', name: null, may: 'add', events: [said] }] };
    expect((await desk.piece(guest, sha256, bytes, [0, 500])).status).toBe(200);
    for (let starts = 0; starts < 2; starts++) {
      await sendPhotos(context().deps, log as never, new Map([['bench', drawn]]) as never);
      expect(await state(sha256)).toEqual({ have: 0, done: true });
    }
    expect((await read(sha256)).status).toBe(200);
  });

  it('come in pieces that may be repeated, and lose position and camera', async () => {
    const { bytes, sha256 } = await photo('teal');
    const half = Math.floor(bytes.length / 2);
    expect(await state(sha256)).toEqual({ have: 0, done: false });
    expect(await (await desk.piece(guest, sha256, bytes, [0, half])).json()).toEqual({ have: half, done: false });
    const again = await desk.piece(guest, sha256, bytes, [0, half]);
    expect([again.status, await again.json()]).toMatchObject([409, { have: half }]);
    expect(await state(sha256)).toEqual({ have: half, done: false });
    const whole = { have: bytes.length, done: true };
    expect(await (await desk.piece(guest, sha256, bytes, [half, bytes.length])).json()).toEqual(whole);
    expect(await state(sha256)).toEqual({ have: 0, done: true });
    expect(await (await desk.piece(guest, sha256, bytes)).json()).toEqual({ have: 0, done: true });
    expect(parts()).toEqual([]);
    const kept = Buffer.from(await (await read(sha256)).arrayBuffer());
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    expect(kept.includes('SecretPhone')).toBe(false);
    expect((await sharp(Buffer.from(await (await read(sha256, 'thumb')).arrayBuffer())).metadata()).width).toBe(480);
  });

  it('are finished by an empty piece where the server fell over before the last step', async () => {
    const { bytes, sha256 } = await photo('olive');
    await desk.piece(guest, sha256, bytes);
    await context().db.sql`delete from walk_blobs where sha256 = ${sha256}`;
    await desk.piece(guest, sha256, bytes, [0, bytes.length - 1]);
    appendFileSync(join(context().dataDir, 'walks', 'parts', `${guest.device}-${sha256}`), bytes.slice(-1));
    expect(await state(sha256)).toEqual({ have: bytes.length, done: false });
    const answer = await desk.piece(guest, sha256, bytes, [bytes.length, bytes.length]);
    expect(await answer.json()).toEqual({ have: bytes.length, done: true });
  });

  it('are refused damaged, as something else, too large, and without a device, and leave nothing', async () => {
    const { bytes } = await photo('navy');
    const send = async (sha256: string, sent: Uint8Array<ArrayBuffer>, from = guest) => {
      const answer = await desk.piece(from, sha256, sent);
      const { type } = (await answer.json()) as { type: string };
      return [answer.status, type.replace('urn:quartierblick:', '')];
    };
    expect(await send(hashOf(new Uint8Array([1])), bytes)).toEqual([422, 'wrong-hash']);
    const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
    expect(await send(hashOf(page), page)).toEqual([415, 'file-kind']);
    const broken = bytes.slice(0, 900);
    expect(await send(hashOf(broken), broken)).toEqual([422, 'photo-unreadable']);
    const stranger = desk.newDevice(walk);
    expect(await send(hashOf(bytes), bytes, stranger)).toEqual([404, 'walk-device-void']);
    const large = new Uint8Array(600_000);
    expect(await send(hashOf(large), large)).toEqual([413, 'piece-too-large']);
    const announced = await desk.ask(`/field/${walk}/blobs/${hashOf(large)}`, {
      method: 'PATCH',
      headers: { 'x-walk-device': guest.header, 'upload-offset': '0', 'upload-length': '13000000' },
      body: large.slice(0, 1000),
    });
    expect(announced.status).toBe(413);
    expect(parts()).toEqual([]);
  });

  it('are voices, too, and are sent out as sound that is no page', async () => {
    const { bytes, sha256 } = webm();
    expect((await desk.piece(guest, sha256, bytes)).status).toBe(200);
    const answer = await read(sha256);
    expect(answer.headers.get('content-type')).toBe('audio/webm');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('are for those who have signed in, and of this walk', async () => {
    const { bytes, sha256 } = await photo('maroon');
    await desk.piece(guest, sha256, bytes);
    expect((await read(sha256, 'full', 'public')).status).toBe(401);
    const other = await desk.walk();
    expect((await desk.ask(`/walks/${other}/blobs/${sha256}`, {}, 'steering')).status).toBe(404);
  });

  it('stay as long as the walk, voices and names for a year after it; what nobody names goes', async () => {
    const { db, deps, dataDir } = context();
    const old = await desk.walk(new Date(Date.now() - 400 * 86_400_000));
    const member = await desk.guest(old, { name: 'Mia' });
    const [picture, sound, orphan] = [await photo('gold'), webm(), await photo('plum')];
    for (const { bytes, sha256 } of [picture, sound])
      expect((await desk.piece(member, sha256, bytes)).status).toBe(200);
    desk.note(member, 'Glas');
    desk.say(member, set('person', crypto.randomUUID(), 'name', 'Mia Muster', []));
    await desk.batch(member);
    await desk.piece(guest, orphan.sha256, orphan.bytes);
    const [row] = await db.sql<{ kept: string }[]>`
      delete from walk_blobs where sha256 = ${orphan.sha256} returning kept_sha256 as kept
    `;
    const folder = join(dataDir, 'walks', 'files', row?.kept ?? '');
    utimesSync(folder, new Date(0), new Date(0));
    await sweepWalks(deps);
    expect(existsSync(folder)).toBe(false);
    expect((await desk.ask(`/walks/${old}/blobs/${picture.sha256}`, {}, 'steering')).status).toBe(200);
    expect((await desk.ask(`/walks/${old}/blobs/${sound.sha256}`, {}, 'steering')).status).toBe(404);
    const left = JSON.stringify([
      await db.sql`select * from walk_devices where walk_key = ${old}`,
      await db.sql`select * from walk_events where walk_key = ${old}`,
    ]);
    expect(left).not.toContain('Mia');
    expect(left).toContain('Glas');
  });
});
