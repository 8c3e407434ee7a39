import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeOf, run } from './run.mjs';

/** The last line of every run, which machines read. */
export function closingLine({ passed, failed, skipped }) {
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

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
    const passed = report.numPassedTests;
    // A file that cannot even be read has no test to count, and still the run has failed.
    const failed = report.numFailedTests || (code === 0 && passed > 0 ? 0 : 1);
    closingLine({ passed, failed, skipped: report.numPendingTests + report.numTodoTests });
    return failed === 0 ? 0 : code || 1;
  } catch {
    closingLine({ passed: 0, failed: 1, skipped: 0 });
    return code || 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
