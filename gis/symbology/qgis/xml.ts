/** An XML element and what is in it. */
export interface Element {
  name: string;
  attributes: Record<string, string | number>;
  children: readonly Element[];
}

/** Makes an element. */
export const element = (
  name: string,
  attributes: Record<string, string | number> = {},
  children: readonly Element[] = [],
): Element => ({ name, attributes, children });

// eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these, not even escaped
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

const escaped = (value: string | number): string =>
  String(value)
    .replace(FORBIDDEN, '')
    .replace(/[&<>"\n]/g, (char) => ENTITIES[char] ?? '');

/** The element as text; everything is written as attributes, so spaces between elements mean nothing. */
export function xmlText({ name, attributes, children }: Element): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  if (children.length === 0) return `<${name}${said.join('')}/>`;
  return `<${name}${said.join('')}>${children.map(xmlText).join('')}</${name}>`;
}

/** Properties of a symbol layer, in the form of QGIS 3.26 and later and in the one before it. */
export function properties(values: Record<string, string | number>): Element[] {
  const entries = Object.entries(values);
  return [
    element(
      'Option',
      { type: 'Map' },
      entries.map(([name, value]) => element('Option', { type: 'QString', name, value })),
    ),
    ...entries.map(([k, v]) => element('prop', { k, v })),
  ];
}
