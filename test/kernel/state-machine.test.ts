import { assertMove, canMove, type Transitions } from '../../src/kernel/state-machine.ts';

type Light = 'red' | 'green' | 'broken';

const LIGHTS: Transitions<Light> = { red: ['green', 'broken'], green: ['red', 'broken'], broken: [] };

const states: readonly Light[] = ['red', 'green', 'broken'];

test('exactly the moves of the table are allowed', () => {
  const allowed = states.flatMap((from) =>
    states.filter((to) => canMove(LIGHTS, from, to)).map((to) => `${from} → ${to}`),
  );
  expect(allowed).toEqual(['red → green', 'red → broken', 'green → red', 'green → broken']);
});

test('a move that the table does not have is thrown as a bug, with both states in its message', () => {
  expect(() => assertMove(LIGHTS, 'red', 'green')).not.toThrow();
  expect(() => assertMove(LIGHTS, 'broken', 'red')).toThrow('no transition from broken to red');
  expect(() => assertMove(LIGHTS, 'red', 'red')).toThrow('no transition from red to red');
});
