import { BadEnvironment, type RawEnvironment } from './environment.ts';

/** Settings of every counterpart by its id, `BUREAU_<SERVICE>_` cut off: `{ 'traffic-fines': { URL, SERIAL } }`. */
export type BureauSettings = Record<string, Record<string, string>>;

const PREFIX = 'BUREAU_';
const variablePrefix = (service: string) => `${PREFIX}${service.toUpperCase().replaceAll('-', '_')}_`;

/** Sorts the bureaus' variables by service. What each means is for its adapter. @throws BadEnvironment */
export function parseBureaus(raw: RawEnvironment, services: readonly string[]): BureauSettings {
  // The longest prefix first, so that `water-bills` is not taken for a setting of `water`.
  const byPrefix = [...services].sort((a, b) => b.length - a.length);
  const settings: BureauSettings = Object.fromEntries(services.map((service) => [service, {}]));
  for (const [name, value] of Object.entries(raw)) {
    if (!name.startsWith(PREFIX) || value === undefined || value === '') continue;
    const service = byPrefix.find((id) => name.startsWith(variablePrefix(id)));
    if (!service) throw new BadEnvironment(name, `names no connected service (${services.join(', ')})`);
    const setting = name.slice(variablePrefix(service).length);
    if (setting === 'URL' && !isHttp(value)) throw new BadEnvironment(name, 'must be an http(s) address');
    Object.assign(settings[service] ?? {}, { [setting]: value });
  }
  return settings;
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
