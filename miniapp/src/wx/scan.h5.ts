/** A browser is not given the camera here: the number is typed or pasted. */
export const canScan = false;
export const scan = async (): Promise<string | null> => null;
