/** Settings of one counterpart, `BUREAU_<SERVICE>_*` without the prefix. */
export type Settings = Readonly<Record<string, string>>;

const variable = (service: string, name: string) =>
  `BUREAU_${service.toUpperCase().replaceAll('-', '_')}_${name}`;

/** The setting's text. Throws naming the environment variable when it is missing or empty. */
export function requireSetting(service: string, settings: Settings, name: string): string {
  const value = settings[name]?.trim();
  if (!value) throw new Error(`${variable(service, name)} is not set`);
  return value;
}

/** `URL` without a trailing slash. Throws naming the variable when it is missing or no http(s) address. */
export function requireUrl(service: string, settings: Settings): string {
  const value = requireSetting(service, settings, 'URL');
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error(`${variable(service, 'URL')} is no http(s) address`);
  return value.replace(/\/+$/, '');
}
