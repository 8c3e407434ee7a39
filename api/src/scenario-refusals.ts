import { Problem } from './errors.ts';

/** @throws Problem 404, always */
export function unknownScenario(): never {
  throw new Problem({
    status: 404,
    type: 'unknown-scenario',
    title: { de: 'Dieses Szenario gibt es nicht', en: 'There is no such scenario' },
  });
}

/**
 * Why a change of a saved scenario did not happen.
 * @param current as it is now; undefined where it is not there or not visible
 * @throws Problem 404 not there, 403 somebody else's, 412 changed meanwhile
 */
export function refuseScenarioChange<S>(current: S | undefined, mayChange: (current: S) => boolean): never {
  if (current === undefined) return unknownScenario();
  if (!mayChange(current)) {
    throw new Problem({
      status: 403,
      type: 'forbidden',
      title: { de: 'Das ist das Szenario einer anderen Person', en: 'This scenario belongs to somebody else' },
      detail: { de: 'Unter eigenem Namen speichern.', en: 'Save it under a name of your own.' },
    });
  }
  throw new Problem({
    status: 412,
    type: 'stale',
    title: { de: 'Das Szenario wurde inzwischen geändert', en: 'The scenario has been changed meanwhile' },
    detail: {
      de: 'Bitte neu laden oder unter einem anderen Namen speichern.',
      en: 'Please load it again or save under another name.',
    },
    extra: { current },
  });
}
