import { resolve } from '$app/paths';
import { penOf } from '../canvas.ts';
import type { FaceAnswer, FaceQuestion } from './messages.ts';
import type { Box } from './tiles.ts';

interface Waiting {
  found: (faces: Box[]) => void;
  failed: (why: Error) => void;
}

/**
 * Finds faces in pictures, in a worker of its own: it takes a second or some, and no picture leaves the device for it.
 * Loading begins at once, so that it is done by the time somebody has aimed.
 */
export class FaceFinder {
  #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'faces' });
  #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FaceAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('failure' in data) waiting?.failed(new Error(data.failure));
      else waiting?.found(data.faces);
    };
    // Its code cannot be had, or it ended for want of memory.
    this.#worker.onerror = ({ message }) => this.#fail(message);
    const root = resolve('/').replace(/\/$/, '');
    this.#say({ files: new URL(`${root}/${import.meta.env.FACE_FILES}/`, location.href).href });
  }

  #say(question: FaceQuestion, handed: Transferable[] = []): void {
    this.#worker.postMessage(question, handed);
  }

  #failure: string | null = null;

  #fail(why: string): void {
    this.#failure = why;
    for (const { failed } of this.#waiting.values()) failed(new Error(why));
    this.#waiting.clear();
  }

  /** @returns faces from left to right, in pixels of the picture @throws where this device cannot search */
  find(picture: HTMLCanvasElement): Promise<Box[]> {
    return new Promise((found, failed) => {
      if (this.#failure !== null) throw new Error(this.#failure);
      const { data, width, height } = penOf(picture).getImageData(0, 0, picture.width, picture.height);
      const id = ++this.#asked;
      this.#waiting.set(id, { found, failed });
      this.#say({ id, pixels: { data, width, height } }, [data.buffer]);
    });
  }

  /** Gives back the memory; what still waits fails. */
  end(): void {
    this.#worker.terminate();
    this.#fail('ended');
  }
}
