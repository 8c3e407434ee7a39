import type { Place } from '@quartierblick/gis/walks/event.ts';
import { whereNow, type PositionTrouble } from './position.ts';

/** Of a degree: about half a metre. Whoever leaves the cross on the measured place means the measurement. */
const SAME = 5e-6;

/** A place while it is being chosen: measured, or by moving the map under a cross. */
export class PlaceChoice {
  measured = $state.raw<Place | null>(null);
  measuring = $state(false);
  /** What lies under the cross. */
  middle = $state.raw<{ lon: number; lat: number } | null>(null);
  trouble = $state<PositionTrouble | null>(null);
  #turn = 0;

  constructor(known: Place | { lon: number; lat: number } | null) {
    this.middle = known;
    if (known && 'by' in known && known.by === 'gps') this.measured = known;
    // A finding without a place: most often one stands where it is.
    if (!known || ('by' in known && known.by === 'stop')) void this.measure();
  }

  async measure(): Promise<void> {
    const turn = ++this.#turn;
    [this.measuring, this.trouble] = [true, null];
    try {
      const place = await whereNow();
      if (turn === this.#turn) this.measured = place;
    } catch (why) {
      if (turn === this.#turn) this.trouble = why as PositionTrouble;
    }
    if (turn === this.#turn) this.measuring = false;
  }

  /** The map is moved by hand: a measurement that was asked for before must not take it away from there. */
  byHand(): void {
    this.#turn++;
    this.measuring = false;
  }

  /** What is said of where it is. */
  get place(): Place | null {
    const { measured, middle } = this;
    if (!middle) return null;
    const { lon, lat } = middle;
    const same = measured && Math.abs(measured.lon - lon) < SAME && Math.abs(measured.lat - lat) < SAME;
    return same ? measured : { lon, lat, accuracyM: null, by: 'map' };
  }
}
