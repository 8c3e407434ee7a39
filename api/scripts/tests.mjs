import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeOf, run } from './run.mjs';

/**
 * Runs every test and ends with the plain line `N passed, N failed, N skipped`.
 * @returns the exit code
 */
export async function test(root, args) {
  const folder = mkdtempSync(join(tmpdir(), 'qb-report-'));
  const file = join(folder, 'report.json');
  const code = await run(root, nodeOf(root), [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const skipped = report.numPendingTests + report.numTodoTests;
    process.stdout.write(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped\n`);
    return code === 0 && report.numPassedTests === 0 ? 1 : code;
  } catch {
    process.stdout.write('0 passed, 1 failed, 0 skipped\n');
    return code || 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
