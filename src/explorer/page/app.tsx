import { lazy, Suspense, useEffect, useState } from 'react';
import { type Connection, CredentialForm } from './credential-form.tsx';

const Workspace = lazy(() => import('./workspace.tsx'));

export const App = () => {
  const [connection, setConnection] = useState<Connection | null>(null);

  // Large, and needed once there is a credential: it loads behind the form, while somebody looks for theirs.
  useEffect(() => void import('./workspace.tsx'), []);

  if (connection === null) return <CredentialForm onConnect={setConnection} />;
  return (
    <Suspense fallback={<p className="loading">Opening the editor …</p>}>
      <Workspace {...connection} />
    </Suspense>
  );
};
