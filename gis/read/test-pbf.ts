import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';

type Tags = Record<string, string>;
export interface TestNode {
  id: number;
  lon: number;
  lat: number;
  tags?: Tags;
}
export interface TestWay {
  id: number;
  nodes: number[];
  tags?: Tags;
}
export interface TestRelation {
  id: number;
  members: { ref: number; role: string }[];
  tags?: Tags;
}
export interface TestExtract {
  nodes: TestNode[];
  ways?: TestWay[];
  relations?: TestRelation[];
  required?: string[];
  /** Seconds since 1970. */
  timestamp?: number;
  /** Kept as they are instead of packed with zlib, so that no checksum finds damage. */
  raw?: boolean;
  /** Field of the packed bytes: 3 is zlib, 4 and above are other ways of packing. */
  packing?: number;
  /** Leaves out the last 0 that closes the tags of the nodes. */
  openTags?: boolean;
}

const message = (write: (pbf: PbfWriter) => void): Uint8Array => {
  const pbf = new PbfWriter();
  write(pbf);
  return pbf.finish();
};
const deltas = (values: number[]): number[] =>
  values.map((value, i) => value - (i > 0 ? (values[i - 1] as number) : 0));

function framed(type: string, content: Uint8Array, raw: boolean, packing: number): Uint8Array {
  const blob = message((pbf) => {
    if (raw) pbf.writeBytesField(1, content);
    else {
      pbf.writeVarintField(2, content.length);
      pbf.writeBytesField(packing, deflateSync(content));
    }
  });
  const header = message((pbf) => {
    pbf.writeStringField(1, type);
    pbf.writeVarintField(3, blob.length);
  });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

/** An OpenStreetMap extract of a header and one block, written after the OSM wiki's "PBF Format". */
export function osmPbf({
  nodes,
  ways = [],
  relations = [],
  required = ['OsmSchema-V0.6', 'DenseNodes'],
  timestamp,
  raw = false,
  packing = 3,
  openTags = false,
}: TestExtract): Uint8Array<ArrayBuffer> {
  const strings = [''];
  const index = (text: string): number => {
    const known = strings.indexOf(text);
    return known >= 0 ? known : strings.push(text) - 1;
  };
  const keys = (tags: Tags = {}): number[] => Object.keys(tags).map(index);
  const values = (tags: Tags = {}): number[] => Object.values(tags).map(index);
  const pairs = nodes.flatMap(({ tags = {} }) => [...Object.entries(tags).flat().map(index), 0]);
  const dense = message((pbf) => {
    pbf.writePackedSVarint(1, deltas(nodes.map(({ id }) => id)));
    pbf.writePackedSVarint(8, deltas(nodes.map(({ lat }) => Math.round(lat * 1e7))));
    pbf.writePackedSVarint(9, deltas(nodes.map(({ lon }) => Math.round(lon * 1e7))));
    pbf.writePackedVarint(10, openTags ? pairs.slice(0, -1) : pairs);
  });
  const group = message((pbf) => {
    pbf.writeBytesField(2, dense);
    for (const way of ways) {
      const bytes = message((own) => {
        own.writeVarintField(1, way.id);
        own.writePackedVarint(2, keys(way.tags));
        own.writePackedVarint(3, values(way.tags));
        own.writePackedSVarint(8, deltas(way.nodes));
      });
      pbf.writeBytesField(3, bytes);
    }
    for (const relation of relations) {
      const bytes = message((own) => {
        own.writeVarintField(1, relation.id);
        own.writePackedVarint(2, keys(relation.tags));
        own.writePackedVarint(3, values(relation.tags));
        own.writePackedVarint(
          8,
          relation.members.map(({ role }) => index(role)),
        );
        own.writePackedSVarint(9, deltas(relation.members.map(({ ref }) => ref)));
        own.writePackedVarint(
          10,
          relation.members.map(() => 1),
        );
      });
      pbf.writeBytesField(4, bytes);
    }
  });
  const table = message((pbf) => {
    for (const text of strings) pbf.writeStringField(1, text);
  });
  const block = message((pbf) => {
    pbf.writeBytesField(1, table);
    pbf.writeBytesField(2, group);
  });
  const header = message((pbf) => {
    for (const feature of required) pbf.writeStringField(4, feature);
    if (timestamp !== undefined) pbf.writeVarintField(32, timestamp);
  });
  return new Uint8Array(Buffer.concat([framed('OSMHeader', header, raw, 3), framed('OSMData', block, raw, packing)]));
}
