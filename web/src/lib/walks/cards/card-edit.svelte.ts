import type { CardItem, CardOption, ItemKind } from '@quartierblick/gis/walks/plan.ts';
import type { PictureKey } from '@quartierblick/gis/walks/pictures.ts';
import type { WalkCard } from '@quartierblick/gis/walks/walk.ts';
import type { CardFields } from '../client.ts';

/** An answer to choose, as it is typed. */
interface TypedOption {
  readonly id: string;
  picture: PictureKey | null;
  de: string;
  en: string;
}

/** A question as it is typed. */
export interface TypedItem {
  readonly id: string;
  /** Whether it was asked before: then its kind stays. */
  readonly kept: boolean;
  picture: PictureKey | null;
  kind: ItemKind;
  de: string;
  en: string;
  unit: string;
  options: TypedOption[];
}

const newOption = (): TypedOption => ({ id: crypto.randomUUID(), picture: null, de: '', en: '' });

function typed({ id, kind, title, picture, options, unit }: CardItem): TypedItem {
  const own = options.map((option) => ({ ...option, ...option.title }));
  return { id, kept: true, picture, kind, ...title, unit: unit ?? '', options: own };
}

/** English where it was typed, else German. */
const inBoth = ({ de, en }: { de: string; en: string }) => ({ de: de.trim(), en: en.trim() || de.trim() });

/** A question as it is asked once it is kept. */
export function itemOf(item: TypedItem): CardItem {
  const { id, kind, picture, unit } = item;
  const options = kind === 'choice' ? item.options.filter(({ de }) => de.trim() !== '') : [];
  return {
    ...{ id, kind, picture, title: inBoth(item), unit: kind === 'number' ? unit.trim() || null : null },
    options: options.map((option): CardOption => ({ id: option.id, picture: option.picture, title: inBoth(option) })),
  };
}

/** A card while it is written. */
export class CardEdit {
  title = $state('');
  titleEn = $state('');
  roles = $state.raw<WalkCard['roles']>([]);
  items = $state<TypedItem[]>([]);
  theme = $state<string | null>(null);

  constructor(card: WalkCard | null) {
    this.title = card?.title ?? '';
    this.titleEn = card?.titleEn ?? '';
    this.roles = card?.roles ?? [];
    this.items = (card?.items ?? []).map(typed);
    this.theme = card?.theme ?? null;
    if (this.items.length === 0) this.add();
  }

  add(): void {
    this.items.push({ ...newOption(), kept: false, kind: 'rating', unit: '', options: [newOption(), newOption()] });
  }
  remove(index: number): void {
    this.items.splice(index, 1);
  }
  addOption(item: TypedItem): void {
    item.options.push(newOption());
  }
  /** Another kind of answer; a choice begins with two empty answers. */
  setKind(item: TypedItem, kind: ItemKind): void {
    item.kind = kind;
    if (kind === 'choice') while (item.options.length < 2) this.addOption(item);
  }

  /** Whether there is a title, a question, and nothing left empty. */
  get complete(): boolean {
    return this.title.trim() !== '' && this.items.length > 0 && this.items.every(({ de }) => de.trim() !== '');
  }
  get fields(): CardFields {
    const { title, titleEn, theme, roles } = this;
    return {
      ...{ title: title.trim(), titleEn: titleEn.trim() || null, theme, roles: [...roles] },
      items: this.items.map(itemOf),
    };
  }
}
