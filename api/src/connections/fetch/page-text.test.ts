import { expect, it } from 'vitest';
import { textOf } from './page-text.ts';

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

it.each([
  ['<?xml version="1.0" encoding="ISO-8859-1"?><a>Süd</a>', 'latin1', 'text/xml'],
  ['<?xml version="1.0" encoding="ISO-8859-1"?><a>Süd</a>', 'utf8', 'text/xml'],
  ['<?xml version="1.0"?><a>Süd</a>', 'latin1', 'text/xml; subtype=gml/3.1.1; charset=iso-8859-1'],
  ['<?xml version="1.0" encoding="UTF-8"?><a>Süd</a>', 'latin1', 'text/xml'],
  ['<?xml version="1.0" encoding="x-unknown"?><a>Süd</a>', 'latin1', 'text/xml'],
  ['{"name":"Süd"}', 'utf8', 'application/json;charset=ISO-8859-1'],
  ['{"name":"Süd"}', 'latin1', 'application/json'],
] as [string, BufferEncoding, string][])(
  '%s, sent as %s and called %s, keeps its umlauts',
  async (text, encoding, contentType) => {
    expect(await textOf({ body: inPieces(Buffer.from(text, encoding)), contentType })).toBe(text);
  },
);

it('a character that was cut in two costs no other its meaning', async () => {
  const bytes = Buffer.concat([Buffer.from('{"a":"Süd","b":"Größ'), Buffer.from([0xc3]), Buffer.from('"}')]);
  expect(await textOf({ body: inPieces(bytes), contentType: '' })).toBe('{"a":"Süd","b":"Größ\ufffd"}');
});
