import { type SubmitEvent, useState } from 'react';
import { now } from '../runtime.ts';
import type { Action, Values } from '../sandbox/action.ts';
import { type AnswerBody, explain, type Request } from '../session.ts';
import { ActionInput } from './action-input.tsx';
import { useExplorer } from './explorer-context.ts';
import { MissingScopes } from './first-day-panel.tsx';
import { useOpenOperation } from './open-operation.ts';

interface Sent {
  readonly request: Request;
  readonly body: AnswerBody;
}

const NAME = /^mutation (\w+)/;

const problemOf = (error: unknown): AnswerBody => ({
  errors: [{ message: error instanceof Error ? error.message : String(error) }],
});

const Outcome = ({ request, body }: Sent) => {
  const open = useOpenOperation();
  const { query, variables = {} } = request;
  const name = NAME.exec(query)?.[1] ?? '';
  return (
    <details>
      <summary>What was sent and answered</summary>
      <pre>{`${query}\n${JSON.stringify(variables, null, 2)}`}</pre>
      <pre>{JSON.stringify(body.errors ?? body.data, null, 2)}</pre>
      <button type="button" onClick={() => open(name, query, variables)}>
        Open in a tab
      </button>
    </details>
  );
};

/** One action: its fields, its button, and what became of it. */
export const ActionForm = ({ action }: { readonly action: Action }) => {
  const { title, say, button, document, fields, variables, confirm } = action;
  const { session, viewer, known, learn, refresh } = useExplorer();
  const [changed, setChanged] = useState<Values>({});
  const [isSending, setIsSending] = useState(false);
  const [isConfirming, setIsConfirming] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const values = Object.fromEntries(fields.map(({ name, initial }) => [name, changed[name] ?? initial(known)]));

  const send = async (): Promise<void> => {
    setIsSending(true);
    setIsConfirming(false);
    const request = { query: document, variables: variables(values, now() + viewer.aheadMs) };
    const body = await session.ask(request).then((answer) => answer.body, problemOf);
    setSent({ request, body });
    setIsSending(false);
    learn(body.data);
    refresh();
  };

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isSending) return;
    if (confirm !== undefined && !isConfirming) setIsConfirming(true);
    else void send();
  };

  return (
    <form className="action" aria-label={title} onSubmit={submit}>
      <h4>{title}</h4>
      <p>{say}</p>
      <div className="fields">
        {fields.map((field) => (
          <ActionInput
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => setChanged({ ...changed, [field.name]: value })}
          />
        ))}
      </div>
      {isConfirming && <p className="warn">{confirm}</p>}
      <div className="buttons">
        <button type="submit" aria-disabled={isSending}>
          {isConfirming ? 'Yes, do it' : button}
        </button>
        {isConfirming && (
          <button type="button" onClick={() => setIsConfirming(false)}>
            No
          </button>
        )}
      </div>
      <MissingScopes document={document} />
      <p role="status" className={sent?.body.errors ? 'problem' : 'good'}>
        {sent && (explain(sent.body) ?? 'Done.')}
      </p>
      {sent && <Outcome {...sent} />}
    </form>
  );
};
