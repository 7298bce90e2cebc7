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
  reactionOnPath,
} from './paths.ts';
export { sandboxProfile } from './profile.ts';
export { SandboxClockEntity, SandboxEncounterEntity } from './sandbox.entity.ts';
