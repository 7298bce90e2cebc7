import './style-nonce.ts';
import './monaco-workers.ts';
import './page/look.css';
import './page/entrance.css';
import './page/frame.css';
import './page/panels.css';
import './page/dock.css';
import { createRoot } from 'react-dom/client';
import { App } from './page/app.tsx';
import { root } from './surroundings.ts';

// A page that the browser kept and shows again would still hold the credential.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

createRoot(root()).render(<App />);
