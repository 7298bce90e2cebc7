import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';

type OpenOperation = (name: string, document: string, variables: Readonly<Record<string, unknown>>) => void;

const isUntouched = (query: string | null | undefined): boolean => (query ?? '').trim() === '';

/** Shows an operation in the tab that has its name, else in one of its own, ready to be run. */
export const useOpenOperation = (): OpenOperation => {
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, activeTabIndex, queryEditor, variableEditor, responseEditor } = useGraphiQL(
    pick('tabs', 'activeTabIndex', 'queryEditor', 'variableEditor', 'responseEditor'),
  );
  return (name, document, variables) => {
    const index = tabs.findIndex(({ title }) => title === name);
    if (index !== -1 && index !== activeTabIndex) changeTab(index);
    if (index === -1 && !isUntouched(queryEditor?.getValue())) addTab();
    queryEditor?.setValue(document);
    variableEditor?.setValue(Object.keys(variables).length === 0 ? '' : JSON.stringify(variables, null, 2));
    responseEditor?.setValue('');
    const run = globalThis.document.querySelector<HTMLElement>('.graphiql-execute-button');
    run?.focus();
    run?.scrollIntoView({ block: 'nearest' });
  };
};
