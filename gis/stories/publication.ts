import type { Rendition } from './rendition.ts';

/** What was published of a story for one edition, without its slides. */
export interface PublicationHead {
  key: string;
  /** Version of the story that was published. */
  version: number;
  edition: Rendition['edition'];
  slides: number;
  /** SHA-256 of the canonical JSON of the rendition. */
  hash: string;
  publishedAt: string;
  publishedBy: string;
  withdrawnAt: string | null;
  links: StoryLink[];
}

/** An address under which a publication is given to others; its secret is kept nowhere. */
export interface StoryLink {
  id: string;
  note: string | null;
  password: boolean;
  expiresAt: string | null;
  revokedAt: string | null;
  opened: number;
  lastOpenedAt: string | null;
  createdAt: string;
  createdBy: string;
}

/** What somebody with a link gets to see. */
export interface ShownStory {
  rendition: Rendition;
  hash: string;
  publishedAt: string;
  /** Opens the tiles and photos of this publication for some hours, and nothing else. */
  ticket: string;
}

/** Headers in which a viewer gives what opens a publication: never an address, which would be written into logs. */
export const LINK_HEADERS = {
  token: 'X-Story-Link',
  password: 'X-Story-Password',
  ticket: 'X-Story-Ticket',
} as const;
