import { fileUrl } from './surroundings.ts';

const urlOf = (label: string): string => {
  if (label === 'json') return fileUrl('jsonWorker');
  return label === 'graphql' ? fileUrl('graphqlWorker') : fileUrl('editorWorker');
};

/** Where Monaco asks for a worker; it does so when it needs the first one of a kind. */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string): Worker => new Worker(urlOf(label), { type: 'module', name: label }),
  },
});
