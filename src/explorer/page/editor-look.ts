import { useGraphiQLActions, useMonaco } from '@graphiql/react';
import { TabFocus } from 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js';
import { useEffect } from 'react';

// The Tab key leaves an editor, as it does any other field: who has no mouse would be caught in it.
TabFocus.setTabFocusMode(true);

const DARK = '(prefers-color-scheme: dark)';

const OPTIONS = {
  fontSize: 13,
  lineHeight: 19,
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
} as const;

/** The editors in the letters of the page, and in its colours also when the device changes them. */
export const useEditorLook = (): void => {
  const monaco = useMonaco((state) => state.monaco);
  const { setTheme } = useGraphiQLActions();

  useEffect(() => {
    const dress = (editor: { updateOptions: (options: typeof OPTIONS) => void }): void => editor.updateOptions(OPTIONS);
    for (const editor of monaco?.editor.getEditors() ?? []) dress(editor);
    const listening = monaco?.editor.onDidCreateEditor(dress);
    return () => listening?.dispose();
  }, [monaco]);

  useEffect(() => {
    const scheme = matchMedia(DARK);
    const follow = (): void => setTheme(null);
    scheme.addEventListener('change', follow);
    return () => scheme.removeEventListener('change', follow);
  }, [setTheme]);
};
