import type { StoryChanges } from '@quartierblick/gis/stories/changes.ts';
import type { PublicationHead, StoryLink } from '@quartierblick/gis/stories/publication.ts';
import type { Figure, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Story } from '@quartierblick/gis/stories/story.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Api } from '#lib/api.ts';

/** A story as a list has it. */
export interface StoryHead {
  key: string;
  title: Text;
  slides: number;
  open: boolean;
  demo: boolean;
  version: number;
  changedAt: string;
  changedBy: string | null;
}

/** A story as it is edited. */
export interface EditedStory extends Omit<StoryHead, 'title' | 'slides'> {
  story: Story;
}

export interface StoryVersion {
  id: string;
  version: number;
  name: string | null;
  slides: number;
  savedAt: string;
  savedBy: string;
}

export interface OfferedFigures {
  group: Text;
  figures: { name: string; title: Text }[];
}

type Edition = Rendition['edition'];

/** A link that was just made; its address is told this once. */
export interface NewStoryLink {
  link: StoryLink;
  url: string;
  qr: { size: number; d: string };
}

/** What a planner says of a new link. */
export interface LinkWish {
  password?: string;
  expiresAt?: string;
  note?: string;
}

/** What the api knows of stories. Every call rejects with an ApiProblem or Unreachable. */
export function storyClient({ root, send }: Pick<Api, 'root' | 'send'>) {
  const at = `${root}/api/stories`;
  const get = async <T>(address: string): Promise<T> => (await (await send(address)).json()) as T;
  const give = async <T>(address: string, method: string, body: unknown, version?: number): Promise<T> => {
    const headers = {
      'content-type': 'application/json',
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    };
    const answer = await send(address, { method, headers, body: JSON.stringify(body) });
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
  const asked = (edition: Edition | null): string => (edition ? `?edition=${edition}` : '');

  return {
    list: () => get<StoryHead[]>(at),
    add: (story: Story) => give<EditedStory>(at, 'POST', story),
    read: (key: string) => get<EditedStory>(`${at}/${key}`),
    save: (key: string, version: number, change: { story?: Story; open?: boolean }) =>
      give<EditedStory>(`${at}/${key}`, 'PUT', change, version),
    remove: (key: string, version: number) =>
      send(`${at}/${key}`, { method: 'DELETE', headers: { 'if-match': `"${version}"` } }),
    versions: (key: string) => get<StoryVersion[]>(`${at}/${key}/versions`),
    version: (key: string, id: string) => get<Story>(`${at}/${key}/versions/${id}`),
    nameVersion: (key: string, id: string, name: string | null) =>
      give<undefined>(`${at}/${key}/versions/${id}`, 'PUT', { name }),
    /** As an edition gets it; as the caller does where none is named. */
    rendition: (key: string, edition: Edition | null) => get<Rendition>(`${at}/${key}/rendition${asked(edition)}`),
    draft: (story: Story, edition: Edition | null) =>
      give<Rendition>(`${at}/rendition${asked(edition)}`, 'POST', story),
    publications: (key: string) => get<PublicationHead[]>(`${at}/${key}/publications`),
    publish: (key: string, edition: Edition) => give<PublicationHead>(`${at}/${key}/publications`, 'POST', { edition }),
    /** What was frozen, without notes. */
    published: (key: string, publication: string) => get<Rendition>(`${at}/${key}/publications/${publication}`),
    withdraw: (key: string, publication: string) =>
      send(`${at}/${key}/publications/${publication}`, { method: 'DELETE' }),
    changes: (key: string, publication: string) =>
      get<StoryChanges>(`${at}/${key}/publications/${publication}/changes`),
    makeLink: (key: string, publication: string, wish: LinkWish) =>
      give<NewStoryLink>(`${at}/${key}/publications/${publication}/links`, 'POST', wish),
    revokeLink: (key: string, publication: string, link: string) =>
      send(`${at}/${key}/publications/${publication}/links/${link}`, { method: 'DELETE' }),
    figures: () => get<OfferedFigures[]>(`${root}/api/figures`),
    figure: (name: string, edition: Edition | null) =>
      get<Figure>(`${root}/api/figures/${encodeURIComponent(name)}${asked(edition)}`),
  };
}

export type StoryClient = ReturnType<typeof storyClient>;
