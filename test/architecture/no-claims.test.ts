import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, sources } from './sources.ts';

/** What only an accident commission finds. Open data can meet a criterion, they cannot make a place one of these. */
const CLAIM = /unfallh(ä|ae)ufung|unfallschwerpunkt|black ?-?spot|accident hot ?spot/i;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$|<!--[\s\S]*?-->/gm;

it('no text calls a place what only the Unfallkommission can find', () => {
  const claiming = sources
    .filter((file) => /^(gis|api\/src|web\/src)\//.test(file) && !/\.test\.ts$/.test(file))
    .filter((file) => CLAIM.test(readFileSync(join(ROOT, file), 'utf8').replace(COMMENT, '')));
  expect(claiming).toEqual([]);
});
