import { storage } from '../wx/storage';
import { currentTheme, onTheme, type Theme } from '../wx/theme';
import { createStore } from './store';

export interface Look {
  theme: Theme;
  /** Profile id of the city, for its colour. */
  city: string;
  /** The elder version. */
  elder: boolean;
}

/** How the pages look. The choice of version and the city's colour outlive the app; nothing in it names a person. */
export const look = createStore<Look>({
  theme: currentTheme(),
  city: storage.read('city') ?? 'xinshao',
  elder: storage.read('elder') === 'yes',
});

onTheme((theme) => look.set({ ...look.get(), theme }));

export function switchElder(): void {
  const elder = !look.get().elder;
  storage.write('elder', elder ? 'yes' : 'no');
  look.set({ ...look.get(), elder });
}

export function comeTo(city: string): void {
  if (look.get().city === city) return;
  storage.write('city', city);
  look.set({ ...look.get(), city });
}
