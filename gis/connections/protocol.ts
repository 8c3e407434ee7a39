import type { Text } from '../layers/fields.ts';
import type { Bbox } from '../layers/source-types.ts';

/** One request to a service. */
export interface Ask {
  url: string;
  method?: 'GET' | 'POST';
  /** Of a POST, with its type. */
  body?: string;
  headers?: Record<string, string>;
  /** What the answer is, where a service is asked several kinds of things. */
  step?: string;
}

/** Pieces of a GML collection: what stands before its members, the members, and its closing tag. */
export interface GmlPage {
  head: string;
  members: string[];
  tail: string;
}

/** What one answer of a service brings. */
export interface Page {
  /** GeoJSON features as they stand in the answer. */
  features: unknown[];
  /** Where the service has no GeoJSON. */
  gml?: GmlPage;
  /** `crs` member of the collection, where the service names a system other than WGS 84. */
  crs?: unknown;
  /** Number of features in all pages, where the service says it. */
  matched: number | null;
  /** The next request, or null where this was the last. */
  next: Ask | null;
}

/** A service that answers in pages. Pure: reads answers and says what to ask next. */
export interface Paged {
  paged: true;
  first: Ask;
  /** @throws ServiceRefused where the answer is no page of what was asked for */
  read(text: string, ask: Ask): Page;
}

/** A service that answers with one file, which goes to the disk as it is. */
export interface Whole {
  paged: false;
  ask: Ask;
  /** Name that the file is imported under. */
  fileName: string;
  /** Part of the name of the file inside a zip; empty: no archive. */
  member: string;
}

/** How data is asked for; `area` is WGS 84 and stands for "all" where null. */
export type Plan = Paged | Whole;
export type Area = Bbox | null;

/** The service answered, but not with what was asked for; the text says what it said. */
export class ServiceRefused extends Error {
  override name = 'ServiceRefused';
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** The first part of what a service said, in one line, for people to read. */
export const excerpt = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);

/** Parses an answer that should be JSON. @throws ServiceRefused naming what came instead */
export function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below in the same words as any other thing that is no object.
  }
  throw new ServiceRefused({
    de: `Die Antwort ist kein lesbares JSON: „${excerpt(text)}“`,
    en: `The answer is no readable JSON: “${excerpt(text)}”`,
  });
}

/** The features of a GeoJSON answer. @throws ServiceRefused where it is no collection */
export function featuresOf(answer: Record<string, unknown>): unknown[] {
  const { features } = answer;
  if (Array.isArray(features)) return features as unknown[];
  throw new ServiceRefused({
    de: `Die Antwort enthält keine Objekte: „${excerpt(JSON.stringify(answer))}“`,
    en: `The answer holds no features: “${excerpt(JSON.stringify(answer))}”`,
  });
}

/** A whole number at or above 0, or null. */
export const countOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? value
    : typeof value === 'string' && /^\d+$/.test(value)
      ? Number(value)
      : null;

/** An address with these parameters; those that are named already (in any case, as WFS reads them) are replaced. */
export function withParameters(address: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    for (const own of [...url.searchParams.keys()]) {
      if (own.toLowerCase() === name.toLowerCase()) url.searchParams.delete(own);
    }
    if (value !== undefined && value !== '') url.searchParams.set(name, value);
  }
  return url.href;
}
