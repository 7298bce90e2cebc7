import { CopyIcon, pick, ToolbarButton, tryParseJSONC, useGraphiQL } from '@graphiql/react';
import { parse, print, separateOperations } from 'graphql';
import { useRef, useState } from 'react';
import type { Call } from '../copy-as/call.ts';
import { asCurl } from '../copy-as/curl.ts';
import { asPython } from '../copy-as/python.ts';
import { asTypescript } from '../copy-as/typescript.ts';
import { Modal } from './modal.tsx';
import { Tabs } from './tabs.tsx';

const FORMS: readonly (readonly [title: string, write: (call: Call) => string])[] = [
  ['curl', asCurl],
  ['TypeScript', asTypescript],
  ['Python', asPython],
];

/** Of several operations the chosen one, with the fragments that it uses. */
const chosen = (query: string, operationName: string | undefined): string => {
  const operations = separateOperations(parse(query));
  const [only] = Object.values(operations);
  if (Object.keys(operations).length === 1 || !only) return query;
  return print(operations[operationName ?? ''] ?? only);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws an Error that says what has to be corrected first. */
const readCall = (query: string, variables: string, operationName: string | undefined): Call => {
  const given: unknown = tryParseJSONC(variables) ?? {};
  if (!isRecord(given)) throw new Error('The variables are no JSON object.');
  return { origin: location.origin, query: chosen(query, operationName), variables: given };
};

const CopyDialog = ({ call, onClose }: { readonly call: Call; readonly onClose: () => void }) => {
  const [selected, setSelected] = useState(0);
  const [said, setSaid] = useState('');
  const text = useRef<HTMLTextAreaElement>(null);
  const [title, write] = FORMS[selected] ?? ['curl', asCurl];

  const select = (index: number): void => {
    setSelected(index);
    setSaid('');
  };

  /** Without the clipboard, which browsers keep to secure pages, the text is marked for who copies it by hand. */
  const mark = (): void => {
    text.current?.select();
    setSaid('Marked: copy it with the keyboard.');
  };

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(write(call));
      setSaid('Copied.');
    } catch {
      mark();
    }
  };

  return (
    <Modal title="Copy as" onClose={onClose}>
      <Tabs label="Language" titles={FORMS.map(([title]) => title)} selected={selected} onSelect={select}>
        <textarea ref={text} className="program" aria-label={title} readOnly value={write(call)} />
      </Tabs>
      <p className="soft">
        The credential is not in it: set <code>ONYX_CREDENTIAL</code> where you run it.
      </p>
      <div className="buttons">
        <button type="button" className="strong" onClick={() => void copy()}>
          Copy
        </button>
        <span role="status">{said}</span>
      </div>
    </Modal>
  );
};

/** A button of the toolbar that shows the tab's operation as a program. */
export const CopyButton = () => {
  const { queryEditor, variableEditor, operationName } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'operationName'),
  );
  const [call, setCall] = useState<Call | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const open = (): void => {
    try {
      setCall(readCall(queryEditor?.getValue() ?? '', variableEditor?.getValue() ?? '', operationName));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <>
      <ToolbarButton label="Copy as curl, TypeScript or Python" onClick={open}>
        <CopyIcon className="graphiql-toolbar-icon" aria-hidden="true" />
      </ToolbarButton>
      {call && <CopyDialog call={call} onClose={() => setCall(null)} />}
      {problem !== null && (
        <Modal title="Copy as" onClose={() => setProblem(null)}>
          <p className="problem">This cannot be copied before it is correct: {problem}</p>
        </Modal>
      )}
    </>
  );
};
