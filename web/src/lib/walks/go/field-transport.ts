import { httpTransport, type Transport } from '#lib/walks/sync/transport.ts';

/** The line that the device is on; what was asked over it ends with it. */
let line = new AbortController();
addEventListener('offline', () => {
  line.abort();
  line = new AbortController();
});

/**
 * The server, asked only where the device says that there is a network: without one, every question is a failed request. What was asked
 * before the line broke is given up, to the last byte of its answer: it might be waited for long after the line is back, and all that is
 * to be sent behind it.
 */
export function fieldTransport(root: string): Transport {
  return httpTransport(root, async (input, init) => {
    if (!navigator.onLine) throw new TypeError('there is no network');
    const signals = init?.signal ? [init.signal, line.signal] : [line.signal];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  });
}
