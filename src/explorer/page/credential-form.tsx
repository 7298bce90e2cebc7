import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { readCredential } from '../credential.ts';
import { explain, Session } from '../session.ts';
import { readViewer, VIEWER_REQUEST, type Viewer } from '../viewer.ts';

export interface Connection {
  readonly session: Session;
  readonly viewer: Viewer;
}

/** Who the credential is of, or why it is not taken. */
const connect = async (text: string): Promise<Connection | string> => {
  const read = readCredential(text);
  if ('problem' in read) return read.problem;
  const session = new Session(read.token);
  const { body } = await session.ask(VIEWER_REQUEST);
  const viewer = readViewer(body);
  return viewer ? { session, viewer } : (explain(body) ?? 'The server gave an answer that tells of no credential.');
};

const SILENCE = 'The server does not answer. Is it running?';

/** Asks for the credential once. It is kept in memory alone and is gone with the page. */
export const CredentialForm = ({ onConnect }: { readonly onConnect: (connection: Connection) => void }) => {
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [fieldId, hintId, problemId] = [useId(), useId(), useId()];

  useEffect(() => field.current?.focus(), []);

  const refuse = (say: string): void => {
    setProblem(say);
    setIsAsking(false);
    if (field.current) field.current.value = '';
    field.current?.focus();
  };

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isAsking) return;
    setIsAsking(true);
    setProblem(null);
    const outcome = await connect(field.current?.value ?? '').catch(() => SILENCE);
    if (typeof outcome === 'string') refuse(outcome);
    else onConnect(outcome);
  };

  return (
    <main className="entrance">
      <form onSubmit={(event) => void submit(event)}>
        <h1>Onyx explorer</h1>
        <p>Try the Partner API with a sandbox credential: nothing is charged, and no real eSIM is prepared.</p>
        <label htmlFor={fieldId}>Sandbox credential</label>
        <input
          ref={field}
          id={fieldId}
          type="password"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          placeholder="onyx_sandbox_…"
          aria-describedby={problem === null ? hintId : `${problemId} ${hintId}`}
          aria-invalid={problem !== null}
        />
        <p id={problemId} className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="strong" aria-disabled={isAsking}>
          {isAsking ? 'Connecting …' : 'Connect'}
        </button>
        <p id={hintId} className="soft">
          It stays in the memory of this page and goes to this server alone. After a reload it is asked again.{' '}
          <code>npm start</code> prints one.
        </p>
      </form>
    </main>
  );
};
