/** The browser keeps its own bars. */
export const statusBar = (): number => 0;
export const CAPSULE = 0;
