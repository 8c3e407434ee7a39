/** Words about the thresholds of the screen about one street: part of its words. */
const de = {
  presets: 'Schwellen',
  presetOf: (name: string) => `Schwellen: ${name}`,
  presetByLand: 'nach dem Land des Projekts',
  presetBySetting: 'Einstellung des Projekts',
  presetProject: 'wie im Projekt',
  presetTried: 'hier ausprobiert, Projekt unverändert',
  setForProject: 'Für das Projekt übernehmen',
  backToLand: 'Zurück zu denen des Landes',
  setHint: 'Gilt dann für alle, auch für die Abschnitte auf der Karte.',
  projectSet: 'Die Schwellen des Projekts sind geändert.',
  noPreset:
    'Für das Land dieses Projekts ist kein Satz von Schwellen hinterlegt. Wählen Sie einen: keiner wird stillschweigend angewendet.',
  choosePreset: 'Schwellen wählen',
  own: 'Eigene Schwellen',
  ownField: {
    sectionM: 'Abschnitt höchstens (m)',
    junctionM: 'Knoten bis (m)',
    sameType: 'gleicher Unfalltyp in 1 Jahr, ab',
    injury: 'mit Personenschaden in 3 Jahren, ab',
    severe: 'mit Getöteten oder Schwerverletzten in 3 Jahren, ab',
  },
  ownHint: '0 lässt ein Kriterium weg. Der Link nimmt die Schwellen mit.',
  notChosen: 'nicht gewählt',
  sectionLength: (m: string) => `Strecken bis ${m} m`,
  junctionReach: (m: string) => `Knoten: Unfälle bis ${m} m`,
};

const en: typeof de = {
  presets: 'Thresholds',
  presetOf: (name: string) => `Thresholds: ${name}`,
  presetByLand: 'by the Land of the project',
  presetBySetting: 'setting of the project',
  presetProject: 'as in the project',
  presetTried: 'tried out here, project unchanged',
  setForProject: 'Take over for the project',
  backToLand: 'Back to those of the Land',
  setHint: 'They then hold for everyone, also for the sections on the map.',
  projectSet: 'The thresholds of the project are changed.',
  noPreset: 'There are no thresholds for the Land of this project. Choose some: none are applied silently.',
  choosePreset: 'Choose thresholds',
  own: 'Own thresholds',
  ownField: {
    sectionM: 'Section at most (m)',
    junctionM: 'Junction up to (m)',
    sameType: 'same accident type in 1 year, from',
    injury: 'with injury in 3 years, from',
    severe: 'with people killed or severely injured in 3 years, from',
  },
  ownHint: '0 leaves a criterion out. The link carries the thresholds.',
  notChosen: 'not chosen',
  sectionLength: (m: string) => `sections up to ${m} m`,
  junctionReach: (m: string) => `junctions: accidents within ${m} m`,
};

export const THRESHOLD_WORDS = { de, en };
