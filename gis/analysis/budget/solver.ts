import * as highs from 'highs';
import type { InitOptions } from 'highs';
import type { Solver } from './best-set.ts';

/** The package's types describe its CommonJS form; what is imported is the module, whose default is the loader itself. */
const load = highs.default as unknown as (options?: InitOptions) => Promise<Solver>;

/**
 * Loads HiGHS (3.5 MB of WebAssembly).
 * @param wasm its address where the file does not lie beside the script, as in a page
 */
export function loadSolver(wasm?: string): Promise<Solver> {
  return wasm === undefined ? load() : load({ locateFile: () => wasm });
}
