import sax from 'sax';
import { excerpt, ServiceRefused } from './protocol.ts';
import type { GmlPage } from './protocol.ts';

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
/** Elements that hold features: WFS 2.0 (`member`), WFS 1.x and GML (`featureMember`, `featureMembers`). */
const HOLDERS = new Set(['member', 'featureMember', 'featureMembers']);
/** The encoding that a page was declared to have; what is written of it is UTF-8. */
const ENCODING = /^(\s*<\?xml[^>]*?\sencoding\s*=\s*)(?:"[^"]*"|'[^']*')/;
/** Attributes of a page that would be untrue of all pages together. */
const OF_PAGE = /\s(?:numberMatched|numberReturned|next|previous)\s*=\s*(?:"[^"]*"|'[^']*')/g;

interface GmlAnswer {
  page: GmlPage;
  /** `numberMatched`; null where the server says "unknown". */
  matched: number | null;
}

/** The words of an OGC exception report, or null where the text is none. */
function exceptionOf(text: string): string | null {
  if (!/<(?:[\w.-]+:)?(?:ServiceException|Exception)Report[\s>]/.test(text.slice(0, 4000))) return null;
  const said = /<(?:[\w.-]+:)?(?:ExceptionText|ServiceException)[^>]*>([\s\S]*?)<\//.exec(text)?.[1];
  return excerpt((said ?? text).replace(/<!\[CDATA\[|\]\]>/g, ''));
}

/** Throws what a WFS reports as an exception, with its own words. */
export function refuseException(text: string): void {
  const said = exceptionOf(text);
  if (said === null) return;
  throw new ServiceRefused({
    de: `Der Dienst meldet einen Fehler: „${said}“`,
    en: `The service reports an error: “${said}”`,
  });
}

const noGml = (text: string): ServiceRefused =>
  new ServiceRefused({
    de: `Die Antwort ist kein lesbares GML: „${excerpt(text)}“`,
    en: `The answer is no readable GML: “${excerpt(text)}”`,
  });

/**
 * Takes a GML feature collection apart into what stands around its members and the members as they are written, so that the members of
 * several pages can be put into one file. The namespaces of a service are declared at the root and the same on every page.
 * @throws ServiceRefused where the text is no complete collection
 */
export function splitGml(text: string): GmlAnswer {
  refuseException(text);
  const parser = sax.parser(true);
  const members: string[] = [];
  let depth = 0;
  let head: string | null = null;
  let root = '';
  let matched: number | null = null;
  let start = -1;
  let ended = false;
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth === 1) {
      root = name;
      head = text.slice(0, parser.position).replace(ENCODING, '$1"UTF-8"').replace(OF_PAGE, '').replace(/\/>$/, '>');
      const said = attributes['numberMatched'];
      matched = typeof said === 'string' && /^\d+$/.test(said) ? Number(said) : null;
    } else if (depth === 2 && HOLDERS.has(local(name))) start = parser.startTagPosition - 1;
  };
  parser.onclosetag = () => {
    if (depth === 2 && start >= 0) {
      members.push(text.slice(start, parser.position));
      start = -1;
    }
    depth -= 1;
    if (depth === 0) ended = true;
  };
  try {
    parser.write(text).close();
  } catch {
    throw noGml(text);
  }
  if (head === null || !ended || local(root) !== 'FeatureCollection') throw noGml(text);
  return { page: { head, members, tail: `</${root}>` }, matched };
}
