export type ThemeName = 'light' | 'dark';

const STORAGE_KEY = 'quartierblick.theme';

/** Light or dark: as chosen here, otherwise as the system is set. */
export class Theme {
  current = $state<ThemeName>('light');
  #chosen: ThemeName | null = null;

  constructor() {
    const system = matchMedia('(prefers-color-scheme: dark)');
    this.#chosen = this.#stored();
    this.#show(this.#chosen ?? (system.matches ? 'dark' : 'light'));
    system.addEventListener('change', (event) => {
      if (!this.#chosen) this.#show(event.matches ? 'dark' : 'light');
    });
  }

  toggle(): void {
    this.#chosen = this.current === 'dark' ? 'light' : 'dark';
    this.#show(this.#chosen);
    try {
      localStorage.setItem(STORAGE_KEY, this.#chosen);
    } catch {
      // The choice holds for this visit.
    }
  }

  /** Shows one theme for as long as a screen needs it, whatever is chosen elsewhere; returns the function that ends it. */
  hold(name: ThemeName): () => void {
    const before = this.current;
    this.#show(name);
    return () => this.#show(before);
  }

  #show(name: ThemeName): void {
    this.current = name;
    document.documentElement.dataset['theme'] = name;
  }

  #stored(): ThemeName | null {
    try {
      const value = localStorage.getItem(STORAGE_KEY);
      return value === 'light' || value === 'dark' ? value : null;
    } catch {
      return null;
    }
  }
}
