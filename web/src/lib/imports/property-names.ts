const MOST = 60;

/** End of the JSON object that starts at `from`, or undefined where the text ends first. */
function endOfObject(text: string, from: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/**
 * Names of the properties of the first feature, from the beginning of a GeoJSON or Overpass file: suggestions for the
 * mapping of fields. Empty where the text is nothing of the kind.
 */
export function propertyNames(text: string): string[] {
  for (const { index, 0: found } of text.matchAll(/"(?:properties|tags)"\s*:\s*(?=\{)/g)) {
    const start = index + found.length;
    const end = endOfObject(text, start);
    if (end === undefined) return [];
    try {
      const names = Object.keys(JSON.parse(text.slice(start, end)) as object);
      // The reference system is written with properties, too; it is not a feature.
      const isCrs = names.length === 1 && names[0] === 'name' && /"crs"\s*:\s*\{[^{}]*$/.test(text.slice(0, index));
      if (names.length > 0 && !isCrs) return names.slice(0, MOST);
    } catch {
      return [];
    }
  }
  return [];
}
