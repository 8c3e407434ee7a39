import type { Register, RegisteredSite, RegisterRow } from './types.ts';

interface Choice {
  value: string;
  label: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Providers and sites that an offer can name; what is added from within the form joins them. */
export class RegisterBook {
  providers = $state.raw<readonly RegisterRow[]>([]);
  sites = $state.raw<readonly RegisteredSite[]>([]);

  constructor({ providers, sites }: Pick<Register, 'providers' | 'sites'>) {
    this.providers = providers;
    this.sites = sites;
  }

  addProvider(provider: RegisterRow): void {
    this.providers = [...this.providers, provider];
  }

  addSite(site: RegisteredSite): void {
    this.sites = [...this.sites, site];
  }

  providerName(key: string): string {
    return text(this.providers.find((one) => one.key === key)?.fields['name']);
  }

  siteName(key: string): string {
    return text(this.sites.find((one) => one.key === key)?.fields['name']);
  }

  providerChoices(unnamed: string): Choice[] {
    return this.providers.map(({ key, fields }) => ({ value: key, label: text(fields['name']) || unnamed }));
  }

  /** Sites by name, with the address that tells two of one name apart. */
  siteChoices(unnamed: string): Choice[] {
    return this.sites.map(({ key, fields }) => {
      const name = text(fields['name']) || unnamed;
      return { value: key, label: [name, text(fields['address'])].filter(Boolean).join(' · ') };
    });
  }
}
