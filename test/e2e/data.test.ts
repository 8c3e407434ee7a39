import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startDashboard, visit } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** Three accidents in the layout of the Unfallatlas, invented; the last has a place that is not in the city. */
const ACCIDENTS = [
  'OID_;UIDENTSTLAE;ULAND;UREGBEZ;UKREIS;UGEMEINDE;UJAHR;UMONAT;USTUNDE;UWOCHENTAG;UKATEGORIE;UART;UTYP1;ULICHTVERH;IstStrassenzustand;IstRad;IstPKW;IstFuss;IstKrad;IstGkfz;IstSonstige;LINREFX;LINREFY;XGCSWGS84;YGCSWGS84;PLST',
  '1;05240000000000000001;05;9;13;000;2024;5;8;2;2;6;4;0;0;0;1;1;0;0;0;393900,5;5708900,5;7,4708;51,5222;1',
  '2;05240000000000000002;05;9;13;000;2024;6;17;6;3;5;3;0;1;1;1;0;0;0;0;393950,5;5708990,5;7,4712;51,5231;1',
  '3;05240000000000000003;05;9;13;000;2024;7;12;3;3;5;3;0;0;0;1;0;0;0;0;280000,5;5600000,5;5,9;50,4;1',
].join('\n');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

for (const kind of ['embedded', 'postgres'] as const) {
  describe.skipIf(kind === 'postgres' && !inject('postgresUrl'))(`the data screen (${kind})`, () => {
    let dashboard: Dashboard;
    beforeAll(async () => {
      dashboard = await startDashboard(kind);
    });
    afterAll(() => dashboard?.stop());

    const accidents = async () => {
      const layers = (await (await fetch(`${dashboard.url}/api/layers`)).json()) as { id: string; count: number }[];
      return layers.find(({ id }) => id === 'accidents')?.count ?? 0;
    };

    it('a file that is chosen is imported with a report, and undone again', async () => {
      const { page, complaints, settled, close } = await visit(browser, dashboard);
      const before = await accidents();
      await page.goto(`${dashboard.url}/data`);
      await page.getByRole('heading', { name: 'Daten einlesen' }).waitFor();
      await settled();
      const file = { name: 'unfallorte.csv', mimeType: 'text/csv', buffer: Buffer.from(ACCIDENTS) };
      await page.locator('input[type=file]').first().setInputFiles(file);
      await page.getByText('von 3 gelesenen Datensätzen').first().waitFor();
      await expect.poll(() => page.getByText(/außerhalb des Projektgebiets/).count()).toBeGreaterThan(0);
      await expect.poll(accidents).toBe(before + 2);
      await page
        .getByRole('button', { name: /[Zz]urücknehmen|[Rr]ückgängig/ })
        .first()
        .click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /[Zz]urücknehmen|[Rr]ückgängig/ })
        .click();
      await expect.poll(accidents).toBe(before);
      expect(complaints).toEqual([]);
      await close();
    });

    it('tells what is older than promised, lets a planner promise something else, and leads to files and checksums', async () => {
      const { page, complaints, settled, close } = await visit(browser, dashboard);
      await page.goto(`${dashboard.url}/data/freshness`);
      await page.getByText(/^\d+ von 14 Quellen sind älter als versprochen/).waitFor();
      await page.getByRole('button', { name: 'Versprechen für Spielplätze ändern' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Höchstens so viele Monate nach ihrem Stand').fill('0');
      await dialog.getByText('Bitte eine ganze Zahl von 1 bis 600 eingeben, oder nichts.').waitFor();
      // The demo's data is of the first of this month: a month from then is due within thirty days, or just over.
      await dialog.getByLabel('Höchstens so viele Monate nach ihrem Stand').fill('1');
      await dialog.getByLabel('Begründung').fill('Ratsbeschluss');
      await dialog.getByRole('button', { name: 'Speichern' }).click();
      const row = page.getByRole('row', { name: /Spielplätze/ });
      await row.getByText('Ratsbeschluss · von der Stadt festgelegt').waitFor();
      expect(await row.getByText(/^(bald fällig|zu alt)$/).count()).toBe(1);
      await row.getByRole('link', { name: 'Spielplätze' }).click();
      await page.getByRole('heading', { name: 'Herkunft: Spielplätze' }).waitFor();
      await page.getByText(/^\d+ von \d+ Datensätzen$/).waitFor();
      await settled();
      expect(complaints).toEqual([]);
      await close();
    });

    it('brings back an earlier state of a layer, and says which imports that undoes', async () => {
      const { page, complaints, close } = await visit(browser, dashboard);
      const before = await accidents();
      await page.goto(`${dashboard.url}/data`);
      const send = async (name: string, lines: number[]) => {
        const buffer = Buffer.from(
          ACCIDENTS.split('\n')
            .filter((_, at) => at === 0 || lines.includes(at))
            .join('\n'),
        );
        await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer });
        await page.getByRole('button', { name: `Bericht zu ${name}` }).waitFor();
        await expect.poll(accidents).toBe(before + Number(name.charAt(0)));
      };
      await send('1-stand.csv', [1]);
      await send('2-stand.csv', [2]);
      const history = page.getByRole('region', { name: 'Importe' });
      await history.getByRole('button', { name: 'Bericht zu 1-stand.csv' }).click();
      await history.getByRole('button', { name: 'Den Stand nach dem Import von 1-stand.csv wiederherstellen' }).click();
      const dialog = page.getByRole('dialog', { name: 'Früheren Stand wiederherstellen?' });
      await dialog.getByText(/^2-stand\.csv/).waitFor();
      await dialog.getByRole('button', { name: 'Diesen Stand wiederherstellen' }).click();
      await expect.poll(accidents).toBe(before + 1);
      await history.getByRole('button', { name: 'Import von 1-stand.csv zurücknehmen' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Zurücknehmen' }).click();
      await expect.poll(accidents).toBe(before);
      expect(complaints).toEqual([]);
      await close();
    });

    it('a file that is dropped and is none is refused in words, and nothing changes', async () => {
      const { page, settled, close } = await visit(browser, dashboard);
      const before = await accidents();
      await page.goto(`${dashboard.url}/data`);
      await settled();
      const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12345\n';
      // Dropped onto the page, not chosen: anywhere on the screen will do.
      const dropped = await page.evaluateHandle((content) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], '<b>stadtteile</b>.gpkg'));
        return transfer;
      }, pointer);
      for (const type of ['dragenter', 'dragover', 'drop']) {
        await page.getByRole('main').dispatchEvent(type, { dataTransfer: dropped });
      }
      await page
        .getByText(/Git LFS/)
        .first()
        .waitFor();
      expect(await page.getByText('<b>stadtteile</b>.gpkg').count()).toBeGreaterThan(0);
      expect(await accidents()).toBe(before);
      await close();
    });
  });
}
