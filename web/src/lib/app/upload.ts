import { ApiProblem, Unreachable } from '#lib/api.ts';

/** How something is sent, and who is told of it. */
export interface UploadOptions {
  /** Of the reader, so that a refusal comes in words that can be shown. */
  language: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Told again and again while the body is on its way; in bytes, `total` is 0 where it is not known. */
  onsent: (sent: number, total: number) => void;
}

/**
 * Sends a body straight from the disk and tells how much of it has been sent, which `fetch` does not, hence the older way.
 * @param address where it is posted to, in full
 * @returns the answer, which is JSON
 * @throws ApiProblem where the server refuses it, with its reason; Unreachable; AbortError
 */
export function upload<T>(
  address: string,
  body: File | FormData,
  { language, headers = {}, signal, onsent }: UploadOptions,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const aborted = (): void => reject(new DOMException('cancelled', 'AbortError'));
    if (signal?.aborted) return aborted();
    request.open('POST', address);
    request.setRequestHeader('Accept-Language', language);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onsent(loaded, total);
    request.onload = () => {
      const answer = (request.response ?? {}) as Record<string, unknown>;
      if (request.status >= 200 && request.status < 300) resolve(answer as T);
      else reject(new ApiProblem(request.status, answer));
    };
    request.onerror = () => reject(new Unreachable(address));
    request.onabort = aborted;
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

/** Files as the field `file` of a form, each with its name. */
export function formOf(files: readonly File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  return form;
}
