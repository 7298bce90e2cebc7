declare module '*.css';

/** Whether the Tab key leaves an editor: Monaco keeps it for all editors together, and an editor's own option says nothing. */
declare module 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js' {
  export const TabFocus: { readonly setTabFocusMode: (isLeaving: boolean) => void };
}
