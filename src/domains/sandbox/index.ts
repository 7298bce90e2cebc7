export {
  ADVANCE_SECONDS_MAX,
  advanceClock,
  assertSandbox,
  listClocks,
  resetClock,
  SANDBOX_CLOCK_CHANNEL,
  type SandboxTables,
} from './clock.ts';
export {
  assertAvailable,
  firstRefusalOf,
  forgetEncounters,
  isWithoutFunds,
  meet,
  pathOfOrder,
  priceOnPath,
  pruneEncounters,
  reactionOnPath,
} from './paths.ts';
export { type SandboxProfile, sandboxProfile } from './profile.ts';
export { SandboxClockEntity, SandboxEncounterEntity } from './sandbox.entity.ts';
