import { writtenTable } from '@quartierblick/gis/register/offers/write.ts';
import type { TextColumns, WrittenOffer } from '@quartierblick/gis/register/offers/write.ts';
import { targetOfText } from '@quartierblick/gis/register/offers/targets.ts';
import type { SqlLike } from '../../db.ts';
import type { FileOrder } from '../../register/engine.ts';
import { writeRegisterFile } from '../../register/write-file.ts';
import { readOfferStock } from './stock.ts';
import type { Stock, StockOffer } from './stock.ts';

/** Languages in which some offer has a text. */
function textColumns({ offers }: Stock): TextColumns {
  const found = new Map<string, { language: string; plain: boolean }>();
  for (const { texts } of offers)
    for (const { language, plain } of texts) found.set(`${language} ${plain}`, { language, plain });
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, column]) => column);
}

/** Texts of an offer by target; of two in one language the first one counts, as it does when they are read back. */
function textsOf({ texts }: StockOffer): WrittenOffer {
  const values: WrittenOffer = {};
  for (const { language, plain, fields } of texts)
    for (const field of ['title', 'description', 'state'] as const) {
      const target = targetOfText({ language, plain, field });
      if (!(target in values)) values[target] = fields[field] ?? null;
    }
  return values;
}

/** One row for each offer at each site; one that runs nowhere has a row of its own. */
export function writtenOffers({ offers, providers, sites }: Stock): WrittenOffer[] {
  return offers.flatMap((offer) => {
    const provider = offer.provider === null ? null : (providers.get(offer.provider)?.name ?? null);
    const shared = { ...offer.fields, ...textsOf(offer), key: offer.key, provider };
    if (offer.runs.length === 0) return [shared];
    return offer.runs.map((run) => {
      const site = sites.get(run.site);
      return {
        ...shared,
        ...run.fields,
        run_key: run.key,
        site_name: site?.name ?? null,
        site_address: site?.address ?? null,
      };
    });
  });
}

/** The register of offers as a file. */
export async function writeOffers(sql: SqlLike, { format, language }: FileOrder): Promise<Uint8Array> {
  const stock = await readOfferStock(sql);
  const table = writtenTable(writtenOffers(stock), textColumns(stock), language);
  return writeRegisterFile(format, { ...table, sheet: language === 'de' ? 'Angebote' : 'Offers' }, language);
}
