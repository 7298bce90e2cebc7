/** The one element of the page, whose attributes tell the scripts where the other files are. */
export const root = (): HTMLElement => {
  const element = document.querySelector<HTMLElement>('#explorer');
  if (!element) throw new Error('the page is not the one of the build');
  return element;
};

/** The URL of a file, by the attribute that names it. */
export const fileUrl = (name: 'schema' | 'editorWorker' | 'jsonWorker' | 'graphqlWorker'): string =>
  root().dataset[name] ?? '';
