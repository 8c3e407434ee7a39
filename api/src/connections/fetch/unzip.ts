import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { FetchRefused, tooLarge } from './refused.ts';

const noMember = (member: string, names: readonly string[]): FetchRefused => {
  const there = names.slice(0, 20).join(', ') || '–';
  return new FetchRefused('empty-answer', {
    de: `Im Archiv gibt es keine Datei, deren Name „${member}“ enthält. Es enthält: ${there}`,
    en: `No file in the archive has “${member}” in its name. It holds: ${there}`,
  });
};
const damaged = (): FetchRefused =>
  new FetchRefused(
    'bad-encoding',
    { de: 'Das Archiv ist beschädigt.', en: 'The archive is damaged.' },
    { retry: true },
  );

/** The unpacked bytes of the first file whose name holds `member`, a piece at a time. */
async function* piecesOf(path: string, member: string, names: string[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const state = { found: false, ended: false, failed: false };
  const unzip = new Unzip((file) => {
    names.push(file.name);
    if (state.found || file.name.endsWith('/') || !file.name.toLowerCase().includes(member.toLowerCase())) return;
    state.found = true;
    file.ondata = (error, chunk, final) => {
      state.failed ||= error !== null;
      if (!error) ready.push(chunk);
      state.ended ||= final;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  // Small pieces: what one of them unpacks to lies in memory, up to a thousand times its size.
  for await (const chunk of createReadStream(path, { highWaterMark: 16 * 1024 }) as AsyncIterable<Buffer>) {
    try {
      unzip.push(chunk);
    } catch {
      throw damaged();
    }
    if (state.failed) throw damaged();
    while (ready.length > 0) yield ready.shift() as Uint8Array;
    if (state.ended) return;
  }
  if (state.found) throw damaged();
  throw noMember(member, names);
}

/**
 * Takes one file out of a zip archive and puts it in the archive's place. Names in the archive are only compared, never used as paths.
 * @param member part of the file's name, in any case
 * @returns the name that the file has in the archive, without folders
 * @throws FetchRefused where there is none, the archive is damaged, or the file is larger than `limit` bytes
 */
export async function takeOut(path: string, member: string, limit: number): Promise<string> {
  const names: string[] = [];
  const inner = `${path}.member`;
  let bytes = 0;
  async function* bounded() {
    for await (const piece of piecesOf(path, member, names)) {
      bytes += piece.length;
      if (bytes > limit) throw tooLarge(limit);
      yield piece;
    }
  }
  try {
    await pipeline(Readable.from(bounded(), { objectMode: false }), createWriteStream(inner, { mode: 0o600 }));
  } catch (error) {
    await rm(inner, { force: true });
    throw error;
  }
  await rename(inner, path);
  const taken = names.find((name) => !name.endsWith('/') && name.toLowerCase().includes(member.toLowerCase()));
  return taken?.split('/').pop() ?? 'data';
}
