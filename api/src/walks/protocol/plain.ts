/** What XML 1.0 does not have, and what turns the direction of everything after it. */
// eslint-disable-next-line no-control-regex -- that is what is taken away
const HARMFUL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/**
 * What somebody wrote as it can stand in a document. A note comes from anybody with a code: a Word file with a control character in it does
 * not open, and an override of direction would turn round what stands beside it.
 */
export const plain = (text: string): string => text.toWellFormed().replaceAll(/\r\n?/g, '\n').replace(HARMFUL, '');
