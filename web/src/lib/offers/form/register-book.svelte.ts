import type { Register, RegisteredSite, RegisterRow } from './types.ts';

interface Choice {
  value: string;
  label: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const put = <Row extends RegisterRow>(rows: readonly Row[], row: Row): Row[] =>
  rows.some(({ key }) => key === row.key) ? rows.map((one) => (one.key === row.key ? row : one)) : [...rows, row];

/** Name of a provider or site. */
export const nameOf = ({ fields }: RegisterRow): string => text(fields['name']);

/** Providers and sites that an offer can name; what is added or changed from within the form is among them. */
export class RegisterBook {
  providers = $state.raw<readonly RegisterRow[]>([]);
  sites = $state.raw<readonly RegisteredSite[]>([]);

  constructor({ providers, sites }: Pick<Register, 'providers' | 'sites'>) {
    this.providers = providers;
    this.sites = sites;
  }

  /** A new one joins them, a changed one takes the place of what it was. */
  putProvider(provider: RegisterRow): void {
    this.providers = put(this.providers, provider);
  }

  putSite(site: RegisteredSite): void {
    this.sites = put(this.sites, site);
  }

  provider(key: string | undefined): RegisterRow | undefined {
    return this.providers.find((one) => one.key === key);
  }

  site(key: string | undefined): RegisteredSite | undefined {
    return this.sites.find((one) => one.key === key);
  }

  providerChoices(unnamed: string): Choice[] {
    return this.providers.map((one) => ({ value: one.key, label: nameOf(one) || unnamed }));
  }

  /** Sites by name, with the address that tells two of one name apart. */
  siteChoices(unnamed: string): Choice[] {
    return this.sites.map((one) => {
      const label = [nameOf(one) || unnamed, text(one.fields['address'])].filter(Boolean).join(' · ');
      return { value: one.key, label };
    });
  }
}
