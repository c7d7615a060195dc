/** WeChat fetches the subpackages by itself, by `preloadRule`. */
export const preloadPages = (): void => undefined;
