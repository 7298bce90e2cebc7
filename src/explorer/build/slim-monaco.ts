import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Lists of Monaco's parts, one import a line. */
const LISTS = /monaco-editor[\\/]esm[\\/]vs[\\/]editor[\\/](editor\.all|edcore\.main)\.js$/;

/** Parts that neither GraphQL nor JSON has a use for here. */
const UNUSED = [
  'anchorSelect',
  'codeAction',
  'codelens',
  'colorPicker',
  'diffEditor',
  'diffEditorBreadcrumbs',
  'dnd',
  'documentSymbols',
  'dropOrPasteInto',
  'fontZoom',
  'format',
  'iPadShowKeyboard',
  'inPlaceReplace',
  'inlayHints',
  'inlineCompletions',
  'inlineEdit',
  'inlineEdits',
  'inlineProgress',
  'inspectTokens',
  'linkedEditing',
  'referenceSearch',
  'rename',
  'sectionHeaders',
  'semanticTokens',
  'stickyScroll',
  'toggleHighContrast',
  'unicodeHighlighter',
];

const isUnused = (line: string): boolean =>
  UNUSED.some((part) => line.includes(`/${part}/`)) || /suggestInlineCompletions|QuickAccess/.test(line);

/** Takes out of Monaco what is never used, before it is followed. */
export const slimMonaco: Plugin = {
  name: 'slim-monaco',
  setup: (build) => {
    build.onLoad({ filter: LISTS }, async ({ path }) => {
      const lines = (await readFile(path, 'utf8')).split('\n');
      return { contents: lines.filter((line) => !isUnused(line)).join('\n') };
    });
  },
};
