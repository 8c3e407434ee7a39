import sax from 'sax';
import { refuseException } from './gml-pages.ts';
import { excerpt, ServiceRefused } from './protocol.ts';

/** What a WFS says of itself, as far as fetching needs it. */
export interface WfsCapabilities {
  version: string;
  /** Names of the types, with prefix, as the service writes them. */
  types: ReadonlyMap<string, { systems: string[]; formats: string[] }>;
  /** Output formats of GetFeature. */
  formats: string[];
  /** Where GetFeature is asked by GET, where the service says it. */
  getFeature: string | null;
  /** Whether `startIndex` works; null where the service does not say. */
  pages: boolean | null;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const nameOf = (attributes: Record<string, unknown>): string => String(attributes['name'] ?? '');

/** Reads the capabilities of a WFS 2.0. @throws ServiceRefused where the text is none, or of a WFS without version 2 */
export function readCapabilities(text: string): WfsCapabilities {
  refuseException(text);
  const types = new Map<string, { systems: string[]; formats: string[] }>();
  const found = {
    version: '',
    formats: [] as string[],
    getFeature: null as string | null,
    pages: null as boolean | null,
  };
  const path: string[] = [];
  let [operation, parameter, constraint, words] = ['', '', '', ''];
  let type: { systems: string[]; formats: string[] } | null = null;
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => {
    const element = local(name);
    path.push(element);
    words = '';
    if (path.length === 1 && element === 'WFS_Capabilities') found.version = String(attributes['version'] ?? '');
    if (element === 'Operation') operation = nameOf(attributes);
    if (element === 'Parameter') parameter = nameOf(attributes);
    if (element === 'Constraint') constraint = nameOf(attributes);
    if (element === 'FeatureType') type = { systems: [], formats: [] };
    if (element === 'Get' && operation === 'GetFeature') {
      const href = attributes['xlink:href'];
      if (typeof href === 'string') found.getFeature ??= href;
    }
  };
  parser.ontext = (part) => (words += part);
  parser.oncdata = (part) => (words += part);
  parser.onclosetag = () => {
    const element = path.pop();
    const said = words.trim();
    words = '';
    if (type) {
      if (element === 'Name') types.set(said, type);
      if (element === 'DefaultCRS' || element === 'OtherCRS') type.systems.push(said);
      if (element === 'Format') type.formats.push(said);
    } else if (element === 'Value' && operation === 'GetFeature' && parameter === 'outputFormat') {
      found.formats.push(said);
    } else if (element === 'DefaultValue' && constraint === 'ImplementsResultPaging') {
      found.pages = /^true$/i.test(said);
    }
    if (element === 'Operation') operation = '';
    if (element === 'Parameter') parameter = '';
    if (element === 'Constraint') constraint = '';
    if (element === 'FeatureType') type = null;
  };
  try {
    parser.write(text).close();
  } catch {
    found.version = '';
  }
  if (!found.version.startsWith('2.')) {
    throw new ServiceRefused({
      de: `Unter der Adresse antwortet kein WFS 2.0: „${excerpt(text)}“`,
      en: `No WFS 2.0 answers at the address: “${excerpt(text)}”`,
    });
  }
  return { ...found, types };
}
