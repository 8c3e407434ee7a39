/**
 * Number of a tile in PMTiles 3: all tiles of smaller zooms come first, those of a zoom follow the Hilbert curve, so that
 * neighbours lie close to each other in the file.
 * @param z zoom, 0 to 26; numbers stay exact
 * @param x column from the west
 * @param y row from the north
 */
export function tileId(z: number, x: number, y: number): number {
  if (z > 26) throw new RangeError(`zoom ${z} has no exact tile numbers`);
  let [tx, ty] = [x, y];
  let id = (4 ** z - 1) / 3;
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const rx = tx >= side ? 1 : 0;
    const ry = ty >= side ? 1 : 0;
    if (rx) tx -= side;
    if (ry) ty -= side;
    id += side * side * ((3 * rx) ^ ry);
    // The curve turns in the lower quarters, so that it goes on where the last one ended.
    if (ry === 0) {
      if (rx === 1) [tx, ty] = [side - 1 - tx, side - 1 - ty];
      [tx, ty] = [ty, tx];
    }
  }
  return id;
}
