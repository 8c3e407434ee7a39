import { expect } from 'vitest';
import { importsOf } from '@quartierblick/api/imports/manager';
import type { ImportReport } from '@quartierblick/api/imports/report';
import { inspectionsOf } from '@quartierblick/api/inspections/inspections';
import type { Inspection } from '@quartierblick/api/inspections/inspections';
import type { TestContext } from './databases.ts';

/** A file as it is uploaded. */
export type NamedFile = [name: string, bytes: Uint8Array];

/** The import assistant over its routes, as the page uses it. */
export interface Assistant {
  /** Uploads files and waits until they have been looked at. */
  inspected(files: readonly NamedFile[]): Promise<Inspection>;
  /** Imports by a choice (layer, target, crs, mapping …) and waits for the end. @returns the report as it is kept */
  imported(inspection: Inspection, order: Record<string, unknown>): Promise<ImportReport>;
  /** Takes an import back, which must succeed. */
  undone(report: ImportReport): Promise<void>;
  /** Makes this rectangle [west, south, east, north] in degrees (WGS 84) the project's area. */
  moveTo(bounds: readonly number[]): Promise<void>;
  /** Ends the workers; for `afterAll`. */
  close(): Promise<void>;
}

/** @param context what the tests of a database are given; asked for at each call, since it is open inside tests only */
export function assistantOf(context: () => TestContext): Assistant {
  const send = (path: string, body: unknown, method = 'POST') =>
    context().app.request(`/api${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  async function parsed<T>(response: Response, status: number): Promise<T> {
    const text = await response.text();
    expect([response.status, response.status === status ? '' : text]).toEqual([status, '']);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  return {
    async inspected(files) {
      const form = new FormData();
      for (const [name, bytes] of files) form.append('file', new File([bytes as BlobPart], name));
      const answer = await context().app.request('/api/inspections', { method: 'POST', body: form });
      const { id } = await parsed<Inspection>(answer, 202);
      await inspectionsOf(context().deps).settled(id);
      return parsed(await context().app.request(`/api/inspections/${id}`), 200);
    },
    async imported({ id }, order) {
      const started = await parsed<ImportReport>(await send(`/inspections/${id}/import`, order), 202);
      return importsOf(context().deps).ended(started.id);
    },
    async undone({ id }) {
      expect(await parsed(await send(`/imports/${id}/undo`, null), 200)).toMatchObject({ state: 'undone' });
    },
    async moveTo([west = 0, south = 0, east = 0, north = 0]) {
      const bounds = [west - 0.01, south - 0.01, east + 0.01, north + 0.01];
      const defaultView = { center: [(west + east) / 2, (south + north) / 2], zoom: 12 };
      const name = { de: 'Probe', en: 'Trial' };
      await parsed(await send('/project', { name, bounds, surroundings: bounds, land: 'NW', defaultView }, 'PUT'), 204);
    },
    async close() {
      await inspectionsOf(context().deps).close();
      await importsOf(context().deps).close();
    },
  };
}
