export { MANIFEST_BYTES_MAX, type ManifestEntry, readManifest } from './manifest.ts';
export { TrustedDocumentEntity } from './trusted-document.entity.ts';
export {
  filterRegistered,
  findDocument,
  listDocuments,
  type NewDocument,
  registerDocuments,
  removeDocuments,
} from './trusted-documents.ts';
