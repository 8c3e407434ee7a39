/** Kinds of offers. An offer is not a site: it may run at several, and a site holds many. */
export const OFFER_KINDS = {
  'welcome-visit': { de: 'Willkommensbesuch', en: 'Welcome visit' },
  'parent-child-group': { de: 'Eltern-Kind-Gruppe', en: 'Parent–child group' },
  language: { de: 'Sprache', en: 'Language' },
  kinderstube: { de: 'Kinderstube', en: 'Kinderstube' },
  kita: { de: 'Kita', en: 'Day care' },
  school: { de: 'Schule und Ganztag', en: 'School and all-day care' },
  counselling: { de: 'Beratung', en: 'Counselling' },
  sport: { de: 'Bewegung', en: 'Sport' },
  'parents-education': { de: 'Elternbildung', en: 'Parents’ education' },
  volunteer: { de: 'Ehrenamtliches Projekt', en: 'Volunteer project' },
  meeting: { de: 'Treff', en: 'Meeting place' },
} as const;
export type OfferKind = keyof typeof OFFER_KINDS;
