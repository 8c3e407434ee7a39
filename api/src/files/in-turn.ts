let decoding: Promise<unknown> = Promise.resolve();

/** One photo is decoded at a time in the whole process: each may take some hundred megabytes. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = decoding.then(work, work);
  decoding = turn.catch(() => undefined);
  return turn;
}
