import { damagedXls } from './xls-refusals.ts';

/** Records of a workbook ([MS-XLS] 2.3) that are read; all others are passed over. */
export const RECORD = {
  formula: 0x0006,
  eof: 0x000a,
  date1904: 0x0022,
  filePass: 0x002f,
  continue: 0x003c,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  rString: 0x00d6,
  xf: 0x00e0,
  sst: 0x00fc,
  labelSst: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolErr: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  bof: 0x0809,
} as const;

export interface XlsRecord {
  id: number;
  /** Its data. */
  data: Buffer;
  /** Its data, and that of the records which continue it. */
  pieces: Buffer[];
}

/**
 * Records of a substream, from its beginning (BOF) to its end (EOF); those of substreams within it, e.g. of charts, are left out.
 * @param at position of the BOF in the stream, bytes
 * @throws {UnreadableFile} where the stream ends before the substream does
 */
export function* recordsOf(stream: Buffer, at: number): Generator<XlsRecord> {
  let position = at;
  const next = (): { id: number; data: Buffer } => {
    if (position + 4 > stream.length) throw damagedXls();
    const [id, length] = [stream.readUInt16LE(position), stream.readUInt16LE(position + 2)];
    const start = position + 4;
    if (start + length > stream.length) throw damagedXls();
    position = start + length;
    return { id, data: stream.subarray(start, position) };
  };
  const continues = () => position + 4 <= stream.length && stream.readUInt16LE(position) === RECORD.continue;

  const first = next();
  if (first.id !== RECORD.bof) throw damagedXls();
  yield { ...first, pieces: [first.data] };
  for (let depth = 1; depth > 0;) {
    const { id, data } = next();
    const pieces = [data];
    while (continues()) pieces.push(next().data);
    if (id === RECORD.bof) depth += 1;
    else if (id === RECORD.eof) depth -= 1;
    else if (depth === 1) yield { id, data, pieces };
  }
}
