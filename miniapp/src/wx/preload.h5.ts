interface AppConfig {
  routes?: { load(): unknown[] }[];
}

const AFTER_MS = 200;

/** A page whose code has not come could not open without a network: fetched while the first one is read. */
export function preloadPages(): void {
  setTimeout(() => {
    const { __taroAppConfig } = window as { __taroAppConfig?: AppConfig };
    // What fails now is asked for again when the page is opened.
    for (const { load } of __taroAppConfig?.routes ?? []) Promise.all(load()).catch(() => undefined);
  }, AFTER_MS);
}
