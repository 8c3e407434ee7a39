import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, isAborted, Unreachable } from '#lib/api.ts';
import { formOf, upload } from './upload.ts';

/** What a browser has and Node has not: it keeps what it is told, and answers when the test says so. */
class Request {
  static last: Request;
  readonly sent: Record<string, string> = {};
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  body: unknown;
  status = 0;
  response: unknown = null;
  onload = (): void => undefined;
  onerror = (): void => undefined;
  onabort = (): void => undefined;

  constructor() {
    Request.last = this;
  }
  open(method: string, address: string): void {
    this.sent[method] = address;
  }
  setRequestHeader(name: string, value: string): void {
    this.sent[name] = value;
  }
  send(body: unknown): void {
    this.body = body;
  }
  abort(): void {
    this.onabort();
  }
  answer(status: number, response: unknown): void {
    Object.assign(this, { status, response });
    this.onload();
  }
}

beforeEach(() => vi.stubGlobal('XMLHttpRequest', Request));
afterEach(() => vi.unstubAllGlobals());

const file = new File(['abc'], 'plätze.shp');
const quiet = { language: 'de', onsent: () => undefined };

describe('sending a file', () => {
  it('posts it with its headers in the language of the reader, tells how far it is, and gives the answer', async () => {
    const onsent = vi.fn();
    const answer = upload<{ id: string }>('/api/imports', file, {
      language: 'en',
      headers: { 'X-File-Name': 'a' },
      onsent,
    });
    const request = Request.last;
    expect(request.sent).toEqual({ POST: '/api/imports', 'Accept-Language': 'en', 'X-File-Name': 'a' });
    expect(request.body).toBe(file);
    request.upload.onprogress?.({ loaded: 1, total: 3 });
    expect(onsent).toHaveBeenCalledWith(1, 3);
    request.answer(202, { id: '7' });
    expect(await answer).toEqual({ id: '7' });
  });

  it('tells a refusal with its reason from a server that is not there, even where the refusal is no JSON', async () => {
    const refused = upload('/x', file, quiet);
    Request.last.answer(413, { title: 'Zu groß', detail: 'Höchstens 1 GB' });
    await expect(refused).rejects.toMatchObject({ status: 413, message: 'Zu groß', detail: 'Höchstens 1 GB' });
    const wordless = upload('/x', file, quiet);
    Request.last.answer(502, null);
    await expect(wordless).rejects.toBeInstanceOf(ApiProblem);
    const away = upload('/x', file, quiet);
    Request.last.onerror();
    await expect(away).rejects.toBeInstanceOf(Unreachable);
  });

  it('ends when it is told to, and does not begin where it was told before', async () => {
    const control = new AbortController();
    const stopped = upload('/x', file, { ...quiet, signal: control.signal }).catch(isAborted);
    control.abort();
    expect(await stopped).toBe(true);
    expect(await upload('/y', file, { ...quiet, signal: control.signal }).catch(isAborted)).toBe(true);
    expect(Request.last.sent).toEqual({});
  });

  it('keeps the name of each of several files', () => {
    const names = formOf([file, new File([], 'plätze.dbf')]).getAll('file');
    expect(names.map((one) => (one as File).name)).toEqual(['plätze.shp', 'plätze.dbf']);
  });
});
