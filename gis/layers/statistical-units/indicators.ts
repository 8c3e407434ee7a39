import type { Text } from '../fields.ts';

/** A statistical indicator of an area. Units and denominators are part of the figure, not decoration. */
export interface Indicator {
  id: string;
  title: Text;
  unit: Text;
  /** What is divided by; empty only for plain counts and means. */
  denominator: Text;
  /** Names the indicator bears in published tables, matched without regard to case. */
  aliases: readonly string[];
}

const PERCENT: Text = { de: '%', en: '%' };
const inhabitants: Text = { de: 'aller Einwohnerinnen und Einwohner', en: 'of all inhabitants' };
const households: Text = { de: 'aller Haushalte', en: 'of all households' };

/**
 * Every indicator that the dashboard knows by name. Columns of a table that are not listed here are imported under
 * their own name with the denominator "as published", so nothing is lost and nothing is claimed.
 *
 * Denominators: the SGB II rate of children refers to those under 15, transfer payments to all inhabitants
 * (Statistik der Stadt Dortmund, Jahresbericht Bevölkerung; the column names are those of its open data).
 */
export const INDICATORS: readonly Indicator[] = [
  {
    id: 'inhabitants',
    title: { de: 'Einwohner', en: 'Inhabitants' },
    unit: { de: 'Personen', en: 'people' },
    denominator: { de: '', en: '' },
    aliases: ['einwohner', 'population'],
  },
  {
    id: 'density-settlement',
    title: { de: 'Siedlungsdichte', en: 'Settlement density' },
    unit: { de: 'Personen je ha', en: 'people per ha' },
    denominator: { de: 'Siedlungs- und Verkehrsfläche', en: 'settlement and traffic area' },
    aliases: ['population_density_ha_abs', 'siedlungsdichte'],
  },
  {
    id: 'density-total',
    title: { de: 'Einwohnerdichte', en: 'Population density' },
    unit: { de: 'Personen je ha', en: 'people per ha' },
    denominator: { de: 'Gesamtfläche', en: 'total area' },
    aliases: ['einwohnerdichte'],
  },
  {
    id: 'density-children',
    title: { de: 'Kinderdichte (unter 18)', en: 'Density of children (under 18)' },
    unit: { de: 'Kinder je ha', en: 'children per ha' },
    denominator: { de: 'Gesamtfläche', en: 'total area' },
    aliases: ['kinderdichte'],
  },
  {
    id: 'share-built-up',
    title: { de: 'Bebaute Fläche', en: 'Built-up area' },
    unit: PERCENT,
    denominator: { de: 'der Gesamtfläche', en: 'of the total area' },
    aliases: ['building_density_pct'],
  },
  {
    id: 'share-under-6',
    title: { de: 'Kinder unter 6 Jahren', en: 'Children under 6' },
    unit: PERCENT,
    denominator: inhabitants,
    aliases: ['share_0_6_pct'],
  },
  {
    id: 'share-6-18',
    title: { de: 'Kinder von 6 bis unter 18 Jahren', en: 'Children from 6 to under 18' },
    unit: PERCENT,
    denominator: inhabitants,
    aliases: ['share_6_18_pct'],
  },
  {
    id: 'share-18-30',
    title: { de: 'Personen von 18 bis unter 30 Jahren', en: 'People from 18 to under 30' },
    unit: PERCENT,
    denominator: inhabitants,
    aliases: ['share_18_30_pct'],
  },
  {
    id: 'share-65-80',
    title: { de: 'Personen von 65 bis unter 80 Jahren', en: 'People from 65 to under 80' },
    unit: PERCENT,
    denominator: inhabitants,
    aliases: ['share_65_80_pct'],
  },
  {
    id: 'share-80-plus',
    title: { de: 'Personen ab 80 Jahren', en: 'People of 80 and over' },
    unit: PERCENT,
    denominator: inhabitants,
    aliases: ['share_80plus_pct'],
  },
  {
    id: 'average-age',
    title: { de: 'Durchschnittsalter', en: 'Average age' },
    unit: { de: 'Jahre', en: 'years' },
    denominator: { de: 'Mittel über alle Einwohner', en: 'mean over all inhabitants' },
    aliases: ['average_age_years'],
  },
  {
    id: 'births',
    title: { de: 'Geburten', en: 'Births' },
    unit: { de: 'je 1.000', en: 'per 1,000' },
    denominator: { de: 'Einwohner und Jahr', en: 'inhabitants and year' },
    aliases: ['births_per_1000_abs'],
  },
  {
    id: 'deaths',
    title: { de: 'Sterbefälle', en: 'Deaths' },
    unit: { de: 'je 1.000', en: 'per 1,000' },
    denominator: { de: 'Einwohner und Jahr', en: 'inhabitants and year' },
    aliases: ['deaths_per_1000_abs'],
  },
  // Published under a column name that ends in "pct", but births minus deaths per 1,000 is what the figures say.
  {
    id: 'births-minus-deaths',
    title: { de: 'Saldo aus Geburten und Sterbefällen', en: 'Births minus deaths' },
    unit: { de: 'je 1.000', en: 'per 1,000' },
    denominator: { de: 'Einwohner und Jahr', en: 'inhabitants and year' },
    aliases: ['saldo_births_deaths_pct'],
  },
  {
    id: 'households-with-children',
    title: { de: 'Haushalte mit Kindern', en: 'Households with children' },
    unit: PERCENT,
    denominator: households,
    aliases: ['households_with_children_pct'],
  },
  {
    id: 'single-over-65',
    title: { de: 'Einpersonenhaushalte über 65', en: 'One-person households over 65' },
    unit: PERCENT,
    denominator: households,
    aliases: ['single_households_over_65_pct'],
  },
  {
    id: 'unemployed',
    title: { de: 'Arbeitslose', en: 'Unemployed' },
    unit: PERCENT,
    denominator: { de: 'wie von der Stadt veröffentlicht', en: 'as published by the city' },
    aliases: ['unemployed_pct'],
  },
  {
    id: 'unemployed-under-25',
    title: { de: 'Arbeitslose unter 25', en: 'Unemployed under 25' },
    unit: PERCENT,
    denominator: { de: 'wie von der Stadt veröffentlicht', en: 'as published by the city' },
    aliases: ['unemployed_under_25_pct'],
  },
  {
    id: 'sgb2-children',
    title: { de: 'Kinder in SGB II', en: 'Children receiving SGB II benefits' },
    unit: PERCENT,
    denominator: { de: 'der unter 15-Jährigen', en: 'of those under 15' },
    aliases: ['children_under_15_sgb_ii_pct'],
  },
  {
    id: 'sgb2',
    title: { de: 'Personen in SGB II', en: 'People receiving SGB II benefits' },
    unit: PERCENT,
    denominator: { de: 'der unter 65-Jährigen', en: 'of those under 65' },
    aliases: ['sgb_ii_pct'],
  },
  {
    id: 'sgb12-over-65',
    title: { de: 'Grundsicherung im Alter (SGB XII)', en: 'Basic income support in old age (SGB XII)' },
    unit: PERCENT,
    denominator: { de: 'der über 65-Jährigen', en: 'of those over 65' },
    aliases: ['over_65_sgb_xii_pct'],
  },
  {
    id: 'transfer-payments',
    title: { de: 'Personen mit Transferleistungen', en: 'People receiving transfer payments' },
    unit: PERCENT,
    denominator: { de: 'wie von der Stadt veröffentlicht', en: 'as published by the city' },
    aliases: ['transfer_payment_pct'],
  },
  {
    id: 'living-space',
    title: { de: 'Wohnfläche', en: 'Living space' },
    unit: { de: 'm² je Person', en: 'm² a person' },
    denominator: { de: 'Einwohner', en: 'inhabitants' },
    aliases: ['living_space_per_inhabitant_sq_abs'],
  },
  {
    id: 'new-flats',
    title: { de: 'Neue Wohnungen 1999–2016', en: 'New flats 1999–2016' },
    unit: PERCENT,
    denominator: { de: 'aller Wohnungen', en: 'of all flats' },
    aliases: ['new_flats_1999_2016_pct'],
  },
];

const byAlias = new Map(
  INDICATORS.flatMap((indicator) => indicator.aliases.map((alias) => [alias, indicator] as const)),
);

/** The indicator that a published column name stands for, or undefined where it is not known. */
export function indicatorOfColumn(column: string): Indicator | undefined {
  return byAlias.get(column.trim().toLowerCase());
}
