import { describe, expect, test } from 'vitest';
import { cityIds, findRegion, type Region, readCity } from './index.ts';

const depth = ({ children }: Region): number => 1 + Math.max(0, ...children.map(depth));
const all = (region: Region): Region[] => [region, ...region.children.flatMap(all)];

describe.each(cityIds)('%s', (id) => {
  const city = readCity(id);

  test('stands in its own tree', () => {
    expect(city.id).toBe(id);
    expect(findRegion(city.regions, city.seat)?.name).toBe(city.name);
    expect(findRegion(city.regions, '999999')).toBeNull();
  });

  test('has a tree down to the village, each place under its parent, no code twice', () => {
    const places = all(city.regions);
    expect(new Set(places.map(({ code }) => code)).size).toBe(places.length);
    expect(places.some(({ level }) => level === 'village')).toBe(true);
    for (const { code, children } of places)
      for (const child of children) expect(child.code.startsWith(code)).toBe(true);
  });
});

test('depth is each city’s own: five levels here, four there', () => {
  const depths = Object.fromEntries(cityIds.map((id) => [id, depth(readCity(id).regions)]));
  expect(depths).toEqual({ xinshao: 5, huangshi: 5, shangqiu: 4, taizhou: 4, xianning: 4 });
});

test('a city that is not there is refused', () => {
  expect(() => readCity('atlantis')).toThrow();
});
