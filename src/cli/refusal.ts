/** Why a command cannot be done here and now, in one sentence that says what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
