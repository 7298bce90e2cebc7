export { type Billing, grossProfitOf, lastSequenceBefore, sumBilling } from './billing.ts';
export {
  CHAIN_START,
  type ChainFault,
  type ChainHead,
  type ChainLink,
  type ChainState,
  checkChain,
  entryDigest,
  entryHash,
  listChainHeads,
  readChain,
  type WalletName,
} from './chain.ts';
export {
  type CheckpointClaim,
  judgeCheckpoints,
  recordCheckpoint,
  signCheckpoint,
} from './checkpoints.ts';
export {
  type EntryFilter,
  entryCursor,
  getEntry,
  type LedgerEntry,
  type LedgerTables,
  listEntries,
  listEntriesById,
  listEntriesOfOrders,
  streamEntries,
} from './entries.ts';
export {
  ACCOUNT_KINDS,
  AccountEntity,
  ENTRY_TYPES,
  EntryEntity,
  type EntryType,
  LedgerCheckpointEntity,
  PostingEntity,
  WalletEntity,
} from './ledger.entity.ts';
export {
  bookTrueUp,
  capture,
  credit,
  creditDispute,
  creditPayment,
  lockWallet,
  refund,
  release,
  releaseAll,
  reserve,
  reverseTrueUp,
} from './ledger.ts';
export {
  assertCovers,
  countCoveredOrders,
  getWallet,
  listWallets,
  openWallet,
  setWalletTerms,
  type WalletBalance,
  type WalletTerms,
  walletAsOf,
} from './wallets.ts';
