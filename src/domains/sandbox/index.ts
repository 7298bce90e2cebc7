export {
  ADVANCE_SECONDS_MAX,
  AHEAD_SECONDS_MAX,
  advanceClock,
  assertSandbox,
  listClocks,
  resetClock,
  SANDBOX_CLOCK_CHANNEL,
  type SandboxTables,
} from './clock.ts';
export { SandboxClockEntity, SandboxEncounterEntity } from './sandbox.entity.ts';
