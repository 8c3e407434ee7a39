import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from './server-process.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Data folder of a server that has loaded the demo quarter and was stopped, to be copied. */
    demoTemplate: string;
  }
}

/** Loads the demo quarter once per run, as a first start does: every screen's test would wait for it anew. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'qb-demo-'));
  const { embeddedTemplate } = project.getProvidedContext();
  cpSync(join(embeddedTemplate, 'database'), join(folder, 'database'), { recursive: true });
  const server = startServer({ DATA_DIR: folder, DEMO: 'auto' });
  await server.ready;
  server.kill('SIGTERM');
  await server.ended;
  project.provide('demoTemplate', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
