import type { Page } from 'playwright-core';

/** All bytes that any database of the page holds, each value on its own. */
export async function storedBytes(page: Page): Promise<Buffer[]> {
  const all = await page.evaluate(async () => {
    const promised = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const texts: string[] = [];
    const take = (value: unknown): void => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        texts.push(btoa(text));
      } else if (value instanceof Object) Object.values(value).forEach(take);
      else if (typeof value === 'string') texts.push(btoa(encodeURIComponent(value)));
    };
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await promised(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        take(await promised(db.transaction(store).objectStore(store).getAll()));
      }
      db.close();
    }
    return texts;
  });
  return all.map((text) => Buffer.from(text, 'base64'));
}

export const isJpeg = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;
