import type { PropsWithChildren } from 'react';
// Apart from app.css: the build decides file by file whether px grows with the phone.
import './ui/css/tokens.css';
import './ui/css/fixed.css';
import './app.css';
import { preloadPages } from './wx/preload';

preloadPages();

export default function App({ children }: PropsWithChildren) {
  return children;
}
