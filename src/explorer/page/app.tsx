import { lazy, Suspense, useState } from 'react';
import { type Connection, CredentialForm } from './credential-form.tsx';

/** Large, and needed once there is a credential: it loads while somebody looks for theirs. */
const loading = import('./workspace.tsx');
const Workspace = lazy(() => loading);

export const App = () => {
  const [connection, setConnection] = useState<Connection | null>(null);
  if (connection === null) return <CredentialForm onConnect={setConnection} />;
  return (
    <Suspense fallback={<p className="loading">Opening the editor …</p>}>
      <Workspace {...connection} />
    </Suspense>
  );
};
