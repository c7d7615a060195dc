import { isApiError } from './error';

const part = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');

/** A key that this resident has not used before: 30 letters and digits. */
export const newKey = (): string => `${Date.now().toString(36).padStart(10, '0')}${part()}${part()}`;

/**
 * What a resident means to do once, however often she taps. The key stays the same while the outcome is open;
 * a final refusal ends the intent, so that the next tap is a new one.
 */
export function createIntent(): <T>(act: (key: string) => Promise<T>) => Promise<T> {
  let key = newKey();
  return async (act) => {
    try {
      return await act(key);
    } catch (error) {
      if (!isApiError(error, 'unreachable', 'request_in_progress')) key = newKey();
      throw error;
    }
  };
}
