import 'graphiql/graphiql.css';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import './editor.css';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { type ExecutionResult, GraphQLError, Kind, parse } from 'graphql';
import { use, useCallback, useEffect, useMemo, useState } from 'react';
import { CHAPTERS } from '../first-day/chapters.ts';
import { factsIn, type Known } from '../known.ts';
import { memoryStorage } from '../memory-storage.ts';
import { scopedSchema } from '../scoped-schema.ts';
import { explain } from '../session.ts';
import { fileUrl } from '../surroundings.ts';
import { readViewer, VIEWER_REQUEST } from '../viewer.ts';
import { CopyButton } from './copy-button.tsx';
import type { Connection } from './credential-form.tsx';
import { useEditorLook } from './editor-look.ts';
import { type Explorer, ExplorerContext } from './explorer-context.ts';
import { FirstDayPanel } from './first-day-panel.tsx';
import { SandboxIcon, StepsIcon } from './icons.tsx';
import { LiveDock } from './live-dock.tsx';
import { SandboxPanel } from './sandbox-panel.tsx';
import { TopBar } from './top-bar.tsx';

// GraphiQL asks for its editor when it is shown; by then it is here.
void import('monaco-graphql/esm/monaco-editor.js');
void import('monaco-graphql/esm/lite.js');

const SCHEMA = fetch(fileUrl('schema')).then(async (response) => {
  if (!response.ok) throw new Error(`the schema could not be read (HTTP ${response.status})`);
  return scopedSchema(await response.text());
});

const FIRST_DAY = { title: 'First day', icon: StepsIcon, content: FirstDayPanel };
const SANDBOX = { title: 'Sandbox', icon: SandboxIcon, content: SandboxPanel };
const PLUGINS = [FIRST_DAY, SANDBOX, HISTORY_PLUGIN];
const STORAGE = memoryStorage();

/** What stands in the first tab: the first step of the first day. */
const WELCOME = CHAPTERS[0]?.steps[0]?.document ?? '';

const UNAUTHENTICATED = 401;

/** What GraphiQL wants to have sent. */
interface Wanted {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null;
}

/**
 * The name of the operation to run. GraphiQL learns of a new document some moments after it came into the editor, so
 * where there is one operation its own name counts.
 */
const operationIn = (query: string, wanted: string | null | undefined): string | null | undefined => {
  try {
    const operations = parse(query).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const [only] = operations;
    return operations.length === 1 && only && 'name' in only ? only.name?.value : wanted;
  } catch {
    return wanted; // the server says what is wrong with it
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const EditorLook = () => {
  useEditorLook();
  return null;
};

/** What the parts of the page share, and why the credential is not taken any more. */
const useWorkspace = ({ session, viewer: first }: Connection) => {
  const schema = use(SCHEMA);
  const [viewer, setViewer] = useState(first);
  const [known, setKnown] = useState<Known>({});
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [ended, setEnded] = useState<string | null>(null);

  const learn = useCallback((data: unknown) => setKnown((before) => ({ ...before, ...factsIn(data) })), []);
  const refresh = useCallback(async () => {
    const answer = await session.ask(VIEWER_REQUEST).catch(() => null);
    const viewer = answer && readViewer(answer.body);
    if (viewer) setViewer(viewer);
  }, [session]);

  useEffect(
    () =>
      session.listen((_request, { status, body }) => {
        if (status === UNAUTHENTICATED) setEnded(explain(body));
      }),
    [session],
  );

  /** What GraphiQL asks with. What it gives is shown as the answer, so a lost one says so there. */
  const fetcher = useCallback(
    async ({ query, variables, operationName }: Wanted): Promise<ExecutionResult> => {
      try {
        const operation = operationIn(query, operationName);
        const { body } = await session.ask({
          query,
          ...(isRecord(variables) && { variables }),
          ...(operation && { operationName: operation }),
        });
        learn(body.data);
        if (operation && !body.errors) setDone((before) => new Set([...before, operation]));
        if (/\bsandbox/.test(query)) void refresh();
        return body as ExecutionResult; // the server's answer, which is shown as it came
      } catch (error) {
        return { errors: [new GraphQLError(error instanceof Error ? error.message : String(error))] };
      }
    },
    [session, learn, refresh],
  );

  const explorer: Explorer = useMemo(
    () => ({ session, schema, viewer, known, done, learn, refresh: () => void refresh() }),
    [session, schema, viewer, known, done, learn, refresh],
  );
  return { explorer, ended, fetcher };
};

/** The explorer, for who is known. */
const Workspace = (connection: Connection) => {
  const { explorer, ended, fetcher } = useWorkspace(connection);
  return (
    <ExplorerContext value={explorer}>
      <div className="workspace">
        <TopBar viewer={explorer.viewer} ended={ended} />
        <main className="editor">
          <GraphiQL
            fetcher={fetcher}
            schema={explorer.schema}
            plugins={PLUGINS}
            visiblePlugin={FIRST_DAY.title}
            storage={STORAGE}
            shouldPersistHeaders={false}
            isHeadersEditorEnabled={false}
            defaultEditorToolsVisibility="variables"
            defaultQuery={WELCOME}
          >
            <GraphiQL.Logo>{null}</GraphiQL.Logo>
            <GraphiQL.Toolbar>
              {({ prettify, merge }) => (
                <>
                  {prettify}
                  {merge}
                  <CopyButton />
                </>
              )}
            </GraphiQL.Toolbar>
            <EditorLook />
          </GraphiQL>
        </main>
        <LiveDock isEnded={ended !== null} />
      </div>
    </ExplorerContext>
  );
};

export default Workspace;
