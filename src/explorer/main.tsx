import { createRoot } from 'react-dom/client';
import { lazy } from 'react';
const W = lazy(() => import('./workspace.tsx'));
createRoot(document.querySelector('#explorer') as Element).render(<W />);
