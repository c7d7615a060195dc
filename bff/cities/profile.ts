import { z } from 'zod';

/** How deep the tree goes is each city's own affair: four levels here, five there. Nothing counts on a depth. */
export const RegionLevel = z.enum(['province', 'city', 'county', 'town', 'village']);
export type RegionLevel = z.infer<typeof RegionLevel>;

export interface Region {
  /** GB/T 2260 and below: 2, 4, 6, 9 or 12 digits. */
  code: string;
  name: string;
  level: RegionLevel;
  children: readonly Region[];
}

const Region: z.ZodType<Region> = z.lazy(() =>
  z.strictObject({
    code: z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/),
    name: z.string().min(1).max(40),
    level: RegionLevel,
    children: z.array(Region),
  }),
);

export const CityProfile = z
  .strictObject({
    id: z.string().regex(/^[a-z]+$/),
    name: z.string(),
    /** Key of the colours in the mini-program's tokens. */
    colours: z.string(),
    hotline: z.string(),
    /** In front of every short message, as registered with the gateway. */
    smsSignature: z.string().regex(/^【.+】$/),
    /** Code of the region whose government runs this: what the home page shows. */
    seat: z.string(),
    regions: Region,
    /**
     * Payee merchant per service; a service that is not named pays to the first merchant, one whose merchant has no keys
     * here cannot be paid here. As shipped: the merchants of the simulated city.
     */
    payees: z.record(z.string(), z.string().regex(/^\d{6,32}$/)),
    /** Registered services that this city does not offer. */
    off: z.array(z.string()),
  })
  .refine((city) => findRegion(city.regions, city.seat) !== null, 'seat is not in the tree');
export type CityProfile = z.infer<typeof CityProfile>;

export function findRegion(tree: Region, code: string): Region | null {
  if (tree.code === code) return tree;
  for (const child of tree.children) {
    const found = findRegion(child, code);
    if (found) return found;
  }
  return null;
}

/** Writes a tree down briefly: `place('430522100', '酿溪镇', [...])`. The level follows from the code's length. */
export function place(code: string, name: string, children: readonly Region[] = []): Region {
  return { code, name, level: LEVELS[code.length] ?? 'village', children };
}

const LEVELS: Record<number, RegionLevel> = {
  2: 'province',
  4: 'city',
  6: 'county',
  9: 'town',
  12: 'village',
};
