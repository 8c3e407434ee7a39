import { describe, expect, it } from 'vitest';
import { csvText } from './save-csv.ts';

describe('a table as CSV', () => {
  it('lets no name of a street begin like a formula, keeps numbers numbers, and names its source in each row', () => {
    const text = csvText(
      {
        header: ['Ort', 'Station'],
        rows: [
          ['=cmd|A1', 12.5],
          ['A;B', null],
        ],
      },
      'Unfallatlas',
      'Quelle',
      'de',
    );
    expect(text).toBe('\uFEFFOrt;Station;Quelle\r\n\'=cmd|A1;12,5;Unfallatlas\r\n"A;B";;Unfallatlas\r\n');
  });
});
