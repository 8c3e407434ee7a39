/** Types of sound by what browsers can record, best first. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4'] as const;
/** A killed browser loses this much of what was said. */
const PIECE_MS = 1000;
/** A voice note, not a meeting; at 32 kbit/s about 1.2 MB. */
const LONGEST_MS = 5 * 60_000;

export type VoiceTrouble = 'refused' | 'none';

/** Where the pieces go as they come. */
export interface VoiceSink {
  piece(bytes: ArrayBuffer): Promise<void>;
  /** All pieces are in; called once, also when it ends by itself at the longest allowed length. */
  done(seconds: number): Promise<void>;
}

/** A recording that runs. */
export interface Recording {
  stop(): void;
}

/** What this browser can record, without its codec: as a voice's event names it. */
export function voiceType(): 'audio/webm' | 'audio/mp4' | null {
  if (!('MediaRecorder' in globalThis)) return null;
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  return type === undefined ? null : type.startsWith('audio/webm') ? 'audio/webm' : 'audio/mp4';
}

/** Begins to record and hands over each second at once. @throws VoiceTrouble */
export async function record(sink: VoiceSink): Promise<Recording> {
  const mimeType = TYPES.find((one) => 'MediaRecorder' in globalThis && MediaRecorder.isTypeSupported(one));
  if (!mimeType || !('mediaDevices' in navigator)) throw 'none' satisfies VoiceTrouble;
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } })
    .catch((error: unknown) => {
      throw (error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none') as VoiceTrouble;
    });
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
  const begun = performance.now();
  // One after the other: pieces of a sound make sense only in their order.
  let kept = Promise.resolve();
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) kept = kept.then(async () => sink.piece(await data.arrayBuffer()));
  };
  const longest = setTimeout(() => recorder.state === 'recording' && recorder.stop(), LONGEST_MS);
  recorder.onstop = () => {
    clearTimeout(longest);
    for (const track of stream.getTracks()) track.stop();
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    void kept.then(() => sink.done(seconds));
  };
  recorder.start(PIECE_MS);
  return { stop: () => recorder.state !== 'inactive' && recorder.stop() };
}
