import { ontoCanvas } from './canvas.ts';

/** Why there is no picture from the camera: refused by its owner, none there, or taken by another application. */
export type CameraTrouble = 'refused' | 'none' | 'busy';

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none';
}

/**
 * The camera inside the page: no other application comes to the front, so the tab is not ended for want of memory. Its
 * picture freezes on some phones after the page was hidden; therefore it is given up then and asked for anew.
 */
export class Camera {
  #video: HTMLVideoElement;
  #stream: MediaStream | null = null;
  #over = false;
  #tell: (trouble: CameraTrouble | null) => void;

  /** @param tell hears `null` when the picture runs, else what is wrong */
  constructor(video: HTMLVideoElement, tell: (trouble: CameraTrouble | null) => void) {
    this.#video = video;
    this.#tell = tell;
    document.addEventListener('visibilitychange', this.#turn);
    void this.#start();
  }

  readonly #turn = (): void => {
    if (document.visibilityState === 'hidden') this.#stop();
    else void this.#start();
  };

  async #start(): Promise<void> {
    if (this.#stream || this.#over) return;
    if (!('mediaDevices' in navigator)) return this.#tell('none');
    try {
      const video = { facingMode: 'environment', width: { ideal: 2048 }, height: { ideal: 1536 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      // Closed, hidden or started a second time while the question was on the screen.
      if (this.#over || this.#stream || document.visibilityState === 'hidden') return stopAll(stream);
      this.#stream = stream;
      this.#video.srcObject = stream;
      await this.#video.play();
      this.#tell(null);
    } catch (error) {
      if (!this.#over) this.#tell(troubleOf(error));
    }
  }

  #stop(): void {
    if (this.#stream) stopAll(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
  }

  /** What is in sight now, as pixels in memory; null while the picture does not run yet. */
  shoot(): HTMLCanvasElement | null {
    const { videoWidth, videoHeight } = this.#video;
    return videoWidth > 0 ? ontoCanvas(this.#video, videoWidth, videoHeight) : null;
  }

  end(): void {
    this.#over = true;
    document.removeEventListener('visibilitychange', this.#turn);
    this.#stop();
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
