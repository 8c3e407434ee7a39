import Human from '@vladmandic/human';
import type { FaceAnswer, FaceQuestion } from './messages.ts';
import { LOOK, looked, merged, onPicture, tilesOf, type Guess } from './tiles.ts';

/**
 * How much a place must look like a face. Of 100 faces of 60 to 300 px, pasted into streets, 99 are found so, with 4
 * places that are none. One that is missed harms; one too many is uncovered with a touch.
 */
const SURE = 0.55;
const OFF = { enabled: false };

/** Loads the one model that finds faces; everything else the library can tell of people stays off and is not there. */
async function load(files: string): Promise<Human> {
  const human = new Human({
    // In the processor, because graphics differ from phone to phone, and a worker often gets none.
    backend: 'wasm',
    wasmPath: files,
    modelBasePath: files,
    // The service worker keeps the model already.
    cacheModels: false,
    cacheSensitivity: 0,
    skipAllowed: false,
    warmup: 'none',
    filter: OFF,
    gesture: OFF,
    body: OFF,
    hand: OFF,
    object: OFF,
    segmentation: OFF,
    face: {
      enabled: true,
      detector: {
        modelPath: 'blazeface.json',
        rotation: false,
        maxDetected: 20,
        minConfidence: SURE,
        iouThreshold: 0.2,
        scale: 1,
      },
      mesh: OFF,
      attention: OFF,
      iris: OFF,
      description: OFF,
      emotion: OFF,
      antispoof: OFF,
      liveness: OFF,
    },
  });
  await human.load();
  // The library goes on in silence: without the machine code with what takes minutes for a photo, without the model with
  // an empty one. Neither may be taken for a photo without faces.
  if (human.tf.getBackend() !== 'wasm') throw new Error('no WebAssembly with SIMD');
  if (human.models.stats().numLoadedModels !== 1) throw new Error('no model');
  return human;
}

async function search(human: Human, { pixels }: Extract<FaceQuestion, { id: number }>): Promise<Guess[]> {
  const guesses: Guess[] = [];
  for (const tile of tilesOf(pixels.width, pixels.height)) {
    const look = human.tf.tensor4d(looked(pixels, tile), [1, LOOK, LOOK, 3]);
    const { face, error } = await human.detect(look);
    look.dispose();
    if (error) throw new Error(error);
    for (const { box, boxScore } of face) {
      const [left, top, width, height] = box;
      guesses.push({ box: onPicture(tile, { left, top, width, height }), score: boxScore });
    }
  }
  return merged(guesses);
}

// Where it fails inside, the library neither answers nor throws: it becomes an error of the worker, which the page hears.
self.addEventListener('unhandledrejection', ({ reason }) => {
  throw reason;
});

let human: Promise<Human> | undefined;

self.onmessage = async ({ data }: MessageEvent<FaceQuestion>): Promise<void> => {
  if ('files' in data) {
    human = load(data.files);
    // Whoever asks hears of it.
    human.catch(() => undefined);
    return;
  }
  const answer = (said: FaceAnswer): void => self.postMessage(said);
  try {
    if (!human) throw new Error('asked before the files were named');
    answer({ id: data.id, faces: (await search(await human, data)).map(({ box }) => box) });
  } catch (error) {
    answer({ id: data.id, failure: error instanceof Error ? error.message : String(error) });
  }
};
