import { describe, expect, it } from 'vitest';
import { ExportJobs } from './jobs.ts';
import type { RunningExport } from './jobs.ts';

const never = new AbortController().signal;
const call = (id: string, signal = never) => ({ id, owner: 'me', signal });
/** Work that ends when it is told to. */
function work() {
  const gate = Promise.withResolvers<string>();
  const running = Promise.withResolvers<RunningExport>();
  return {
    ...{ running: running.promise, end: gate.resolve },
    do: async (one: RunningExport): Promise<string> => {
      running.resolve(one);
      const gone = new Promise<never>((_, reject) => {
        one.signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
      return Promise.race([gate.promise, gone]);
    },
  };
}
const typeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: { details?: { type: string } }) => error.details?.type,
  );

describe('exports in their turn', () => {
  it('the third waits, begins when one ends, and tells so', async () => {
    const jobs = new ExportJobs();
    const [a, b, c] = [work(), work(), work()];
    const [first, second, third] = [a, b, c].map((one, i) => jobs.run(call(String(i)), one.do));
    (await a.running).tell({ phase: 'reading', done: 3, total: 9 });
    expect(jobs.progress('0', 'me')).toEqual({ phase: 'reading', done: 3, total: 9 });
    expect(jobs.progress('0', 'somebody else')).toBeUndefined();
    expect(jobs.progress('2', 'me')?.phase).toBe('waiting');
    a.end('a');
    expect(await first).toBe('a');
    await c.running;
    b.end('b');
    c.end('c');
    expect([await second, await third]).toEqual(['b', 'c']);
    expect(jobs.progress('2', 'me')).toBeUndefined();
  });

  it('who goes away or cancels while waiting gives the place back', async () => {
    const jobs = new ExportJobs();
    const [a, b, c, d] = [work(), work(), work(), work()];
    const gone = new AbortController();
    const first = jobs.run(call('a'), a.do);
    const second = jobs.run(call('b'), b.do);
    const third = jobs.run(call('c', gone.signal), c.do);
    const fourth = jobs.run(call('d'), d.do);
    gone.abort();
    expect(await typeOf(third)).toBe('cancelled');
    expect(jobs.cancel('b', 'somebody else')).toBe(false);
    expect(jobs.cancel('b', 'me')).toBe(true);
    expect(await typeOf(second)).toBe('cancelled');
    await d.running;
    a.end('a');
    d.end('d');
    expect([await first, await fourth]).toEqual(['a', 'd']);
  });

  it('asks to come back later where too many wait', async () => {
    const jobs = new ExportJobs();
    const all = Array.from({ length: 18 }, work);
    const runs = all.map((one, i) => jobs.run(call(String(i)), one.do));
    expect(await typeOf(jobs.run(call('late'), work().do))).toBe('exports-busy');
    for (const one of all) one.end('');
    await Promise.all(runs);
    const again = work();
    again.end('x');
    expect(await jobs.run(call('later'), again.do)).toBe('x');
  });

  it('work that fails leaves its place to others', async () => {
    const jobs = new ExportJobs();
    for (let i = 0; i < 5; i += 1) {
      await expect(jobs.run(call('x'), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    }
  });
});
