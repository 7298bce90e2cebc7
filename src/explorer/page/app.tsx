import { lazy, Suspense, useEffect, useState } from 'react';
import { Boundary } from './boundary.tsx';
import { type Connection, CredentialForm } from './credential-form.tsx';

const Workspace = lazy(() => import('./workspace.tsx'));

export const App = () => {
  const [connection, setConnection] = useState<Connection | null>(null);

  // Large, and needed once there is a credential: it loads behind the form, while somebody looks for theirs.
  useEffect(() => {
    import('./workspace.tsx').catch(() => undefined); // said once it is wanted
  }, []);

  if (connection === null) return <CredentialForm onConnect={setConnection} />;
  return (
    <Boundary>
      <Suspense fallback={<p className="loading">Opening the editor …</p>}>
        <Workspace {...connection} />
      </Suspense>
    </Boundary>
  );
};
