import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FetchRefused } from './refused.ts';
import { pin } from './resolve.ts';
import type { Pinned } from './resolve.ts';
import { mayConnect, readAllowed } from './targets.ts';

const nothing = readAllowed('');
/** Networks that must never be reached, by first address and bits (RFC 6890 and later). */
const FORBIDDEN: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const number = (dotted: string): number => dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const forbidden = fc
  .tuple(fc.constantFrom(...FORBIDDEN), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  .map(([[start, bits], part]) => number(start) + Math.floor(part * 2 ** (32 - bits)));

/** Ways to write an IPv4 address in a URL. */
const NOTATIONS: ((value: number) => string)[] = [
  dotted,
  (value) => String(value),
  (value) => `0x${value.toString(16)}`,
  (value) => `0${value.toString(8)}`,
  (value) =>
    dotted(value)
      .split('.')
      .map((part) => `0${Number(part).toString(8)}`)
      .join('.'),
  (value) =>
    dotted(value)
      .split('.')
      .map((part) => `0x${Number(part).toString(16)}`)
      .join('.'),
  (value) => `${Math.floor(value / 2 ** 24)}.${value % 2 ** 24}`,
  (value) => `${dotted(value)}.`,
  (value) => dotted(value).replaceAll('.', '。'),
  (value) =>
    dotted(value)
      .split('.')
      .map((part) => [...part].map((d) => String.fromCodePoint(0xff10 + Number(d))).join(''))
      .join('.'),
  (value) => `[::ffff:${dotted(value)}]`,
  (value) => `[::ffff:${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}]`,
  (value) => `[::${dotted(value)}]`,
  (value) => `[64:ff9b::${dotted(value)}]`,
  (value) => `[2002:${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}::1]`,
];
const nobody = () => Promise.reject(new Error('no name is asked for'));
const typeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'passed',
    (error: unknown) => (error instanceof FetchRefused ? error.type : String(error)),
  );

describe('where connections may go', () => {
  it('never to an address inside, in whatever notation it is written', async () => {
    await fc.assert(
      fc.asyncProperty(forbidden, fc.constantFrom(...NOTATIONS), async (value, write) => {
        const text = `http://${write(value)}/data`;
        expect([text, await typeOf(pin(new URL(text), nothing, nobody))]).toEqual([text, 'address-refused']);
      }),
      { numRuns: 2000 },
    );
  });

  it('never to a name that leads inside, not even as one address of several', async () => {
    await fc.assert(
      fc.asyncProperty(forbidden, fc.nat(2), fc.boolean(), async (value, at, mapped) => {
        const bad: Pinned = mapped
          ? { address: `::ffff:${dotted(value)}`, family: 6 }
          : { address: dotted(value), family: 4 };
        const found: Pinned[] = [
          { address: '93.184.215.14', family: 4 },
          { address: '2606:2800:21f::1', family: 6 },
        ];
        found.splice(at, 0, bad);
        expect(await typeOf(pin(new URL('https://data.example/'), nothing, () => Promise.resolve(found)))).toBe(
          'address-refused',
        );
      }),
    );
  });

  it.each([
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '2001::1',
    '2002:7f00:1::',
    '2001:db8::1',
    'fec0::1',
    '100::1',
    '',
    'localhost',
    '1.2.3',
    '0x7f.0.0.1',
  ])('not to %s', (address) => expect(mayConnect(address, nothing)).toBe(false));

  it.each(['93.184.215.14', '8.8.8.8', '2606:4700::1111', '2a00:1450:4001::200e', '::ffff:8.8.8.8'])(
    'to %s',
    (address) => expect(mayConnect(address, nothing)).toBe(true),
  );

  it('to networks, addresses and names that are allowed, and to nothing beside them', async () => {
    const allowed = readAllowed('10.1.0.0/16, 192.168.7.4,Geo.Stadt.example, fd00:1::/32');
    expect(['10.1.255.1', '192.168.7.4', '::ffff:10.1.2.3', 'fd00:1::5'].map((a) => mayConnect(a, allowed))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['10.2.0.1', '192.168.7.5', '127.0.0.1', 'fd00:2::5'].map((a) => mayConnect(a, allowed))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const inside = () => Promise.resolve<Pinned[]>([{ address: '172.20.0.9', family: 4 }]);
    expect(await pin(new URL('https://geo.stadt.example/wfs'), allowed, inside)).toEqual({
      address: '172.20.0.9',
      family: 4,
    });
    expect(await typeOf(pin(new URL('https://geo.stadt.example.evil.example/'), allowed, inside))).toBe(
      'address-refused',
    );
    expect(() => readAllowed('10.0.0.0/99')).toThrow();
    expect(() => readAllowed('*')).toThrow();
  });

  it('only by http and https, without passwords', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://8.8.8.8/', 'gopher://8.8.8.8/', 'https://a:b@8.8.8.8/']) {
      expect([url, await typeOf(pin(new URL(url), nothing, nobody))]).toEqual([url, 'address-refused']);
    }
  });
});
