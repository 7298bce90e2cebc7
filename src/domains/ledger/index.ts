export {
  ACCOUNT_KINDS,
  AccountEntity,
  ENTRY_TYPES,
  EntryEntity,
  type EntryType,
  PostingEntity,
} from './ledger.entity.ts';
export { capture, credit, openBook, refund, release, reserve } from './ledger.ts';
export {
  type EntryFilter,
  entryCursor,
  type LedgerEntry,
  type LedgerTables,
  listEntries,
  listEntriesOfOrders,
  listWallets,
  type WalletBalance,
} from './statement.ts';
