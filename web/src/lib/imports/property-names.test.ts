import { describe, expect, it } from 'vitest';
import { propertyNames } from './property-names.ts';

describe('names of properties in the beginning of a file', () => {
  it('passes over the reference system and reads the first feature', () => {
    const text = `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:25832"}},
      "features":[{"type":"Feature","geometry":null,"properties":{"Bezeichnung":"A } \\" {","Fläche":3}}`;
    expect(propertyNames(text)).toEqual(['Bezeichnung', 'Fläche']);
  });

  it('reads a layer whose features have nothing but a name', () => {
    const text = '{"features":[{"type":"Feature","properties":{"name":"Hof"},"geometry":null}]}';
    expect(propertyNames(text)).toEqual(['name']);
  });

  it('reads the tags of an Overpass answer', () => {
    expect(propertyNames('{"elements":[{"type":"node","tags":{"leisure":"playground"}}]}')).toEqual(['leisure']);
  });

  it('offers nothing where the text breaks off or is of another kind', () => {
    expect(propertyNames('{"properties":{"a":1,"b":')).toEqual([]);
    expect(propertyNames('{"properties":{a}}')).toEqual([]);
    expect(propertyNames('UJAHR;UMONAT\n2024;1')).toEqual([]);
  });
});
