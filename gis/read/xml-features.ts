import sax from 'sax';
import type { ImportFile } from '../layers/source-types.ts';
import { textOfFile } from './encoding.ts';
import { noFeatures } from './geojson.ts';
import type { RawFeature } from './geojson.ts';
import { damagedXml } from './refuse.ts';

/** Gathers features, or what else a file consists of, from the events of the parser, in the order of the file. */
export interface XmlCollector<Item = RawFeature> {
  /** Those complete so far; the driver takes them out. */
  features: Item[];
  open: (tag: sax.Tag) => void;
  close: () => void;
  /** Text of the current element, also of CDATA; may come in pieces. */
  text: (text: string) => void;
}

/** Name of an element without its prefix: which one a namespace has is up to the writer. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * What a collector gathers of an XML file, streamed in its encoding; nothing where it gathers nothing.
 * @param batch items after which a batch is handed out; one may be larger by what a piece of the file holds
 * @throws {UnreadableFile} where the XML is damaged
 */
export async function* xmlItems<Item>(
  file: ImportFile,
  collector: XmlCollector<Item>,
  batch: number,
): AsyncGenerator<Item[]> {
  const parser = sax.parser(true);
  parser.onopentag = (tag) => collector.open(tag as sax.Tag);
  parser.onclosetag = () => collector.close();
  parser.ontext = (text) => collector.text(text);
  parser.oncdata = (text) => collector.text(text);
  // Damage comes as an exception, where it occurs: the parser itself would only remember it.
  parser.onerror = () => {
    throw damagedXml();
  };
  for await (const piece of textOfFile(file.path, file.encoding)) {
    parser.write(piece);
    if (collector.features.length >= batch) yield collector.features.splice(0);
  }
  parser.close();
  if (collector.features.length > 0) yield collector.features.splice(0);
}

/**
 * Features of an XML file, streamed in its encoding; geometry and properties are what the collector makes of them.
 * @param batch features after which a batch is handed out; one may be larger by what a piece of the file holds
 * @throws {UnreadableFile} where the XML is damaged or the collector found no features
 */
export async function* xmlFeatures(
  file: ImportFile,
  collector: XmlCollector,
  batch: number,
): AsyncGenerator<RawFeature[]> {
  let some = false;
  for await (const features of xmlItems(file, collector, batch)) {
    some = true;
    yield features;
  }
  if (!some) throw noFeatures();
}
