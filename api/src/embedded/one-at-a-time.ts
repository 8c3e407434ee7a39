import type { PGlite } from '@electric-sql/pglite';

const code = (letter: string) => letter.charCodeAt(0);
/** Messages of the extended query protocol that leave a query unfinished; Sync ends it. */
const UNFINISHED = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map(code));
const ENDS = new Set(['S', 'Q'].map(code));
const READY = code('Z');
const NOTHING = new Uint8Array(0);

/**
 * Lets answers pass but for ReadyForQuery. Answers come in pieces that may end anywhere, so messages are followed by
 * their lengths (a byte of type, four of length).
 */
function withoutReady(pass: (data: Uint8Array) => void): (data: Uint8Array) => void {
  let rest = NOTHING;
  return (data) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, data]) : data;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = 0;
    let at = 0;
    while (at + 5 <= bytes.length) {
      const next = at + 1 + view.getUint32(at + 1);
      if (next > bytes.length) break;
      if (bytes[at] === READY) {
        if (at > from) pass(bytes.subarray(from, at));
        from = next;
      }
      at = next;
    }
    if (at > from) pass(bytes.subarray(from, at));
    rest = bytes.slice(at);
  };
}

/**
 * Makes the embedded database keep to PostgreSQL's protocol where the socket server relies on it:
 *
 * It has one session for all connections, and the server passes on message by message. Between the Bind and the Execute
 * of one connection it would let in another's query, which destroys the portal (“portal "" does not exist”). It keeps to
 * one connection only while a transaction is open, so a query whose Sync has not come yet is presented to it as one.
 *
 * After an error PGlite says ReadyForQuery at once and again at the Sync; clients take the second for the end of their
 * next query, which then comes back empty. Only Sync and simple queries are followed by ReadyForQuery.
 */
export function oneQueryAtATime(db: PGlite): PGlite {
  let unfinished = false;
  const stream = db.execProtocolRawStream.bind(db);
  const inTransaction = db.isInTransaction.bind(db);
  const exec = db.exec.bind(db);
  db.execProtocolRawStream = (message, options) => {
    const [type = 0] = message;
    if (ENDS.has(type)) unfinished = false;
    if (!UNFINISHED.has(type)) return stream(message, options);
    unfinished = true;
    const pass = options?.onRawData;
    return stream(message, pass ? { ...options, onRawData: withoutReady(pass) } : options);
  };
  db.isInTransaction = () => unfinished || inTransaction();
  // The server rolls back what a connection that broke off has left open.
  db.exec = (query, options) => {
    unfinished = false;
    return exec(query, options);
  };
  return db;
}
