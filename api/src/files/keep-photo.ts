import { inTurn } from './in-turn.ts';
import { preparePhoto } from './photo.ts';
import type { PreparedPhoto } from './photo.ts';
import type { FileStore } from './store.ts';

/** What is known of a photo that lies in the store now. */
export type KeptPhoto = Pick<PreparedPhoto, 'mediaType' | 'width' | 'height' | 'takenOn'> & {
  /** Of the kept original, which is not what was sent: it bears no metadata. */
  sha256: string;
  bytes: number;
};

/** Keeps a photo that lies on the disk, upright and without metadata, in all its forms. @throws Problem 422 where it cannot be read */
export function keepPhoto(store: FileStore, path: string): Promise<KeptPhoto> {
  return inTurn(async () => {
    const { original, full, thumb, ...facts } = await preparePhoto(path);
    return { ...facts, sha256: await store.put({ original, full, thumb }), bytes: original.length };
  });
}
