/** Longer names are cut by some systems, which would take the ending with it. */
const MOST = 80;

/** Name of a file: title and edition as words that every system takes. @param ending without its dot */
export function fileName(title: string, edition: string, ending: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, MOST)
    .trim();
  return `${plain || 'Quartierblick'}-${edition}.${ending}`;
}
