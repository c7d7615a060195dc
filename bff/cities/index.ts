import { huangshi } from './huangshi.ts';
import { CityProfile } from './profile.ts';
import { shangqiu } from './shangqiu.ts';
import { taizhou } from './taizhou.ts';
import { xianning } from './xianning.ts';
import { xinshao } from './xinshao.ts';

export type { CityProfile, Region } from './profile.ts';
export { findRegion } from './profile.ts';

const profiles: Record<string, unknown> = { xinshao, huangshi, shangqiu, taizhou, xianning };
export const cityIds: readonly string[] = Object.keys(profiles);

/** One file per city. Throws when there is no such city or its file is wrong. */
export function readCity(id: string): CityProfile {
  return CityProfile.parse(profiles[id]);
}
