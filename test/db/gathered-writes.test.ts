import { composedTexts, GatheredWrites } from '../../src/db/gathered-writes.ts';

const take = (statement: string): string => {
  const writes = new GatheredWrites();
  writes.add('statement', statement, []);
  return writes.take().text;
};

const isKept = (statement: string): boolean => composedTexts.has(statement);

describe('composed statements', () => {
  beforeEach(() => composedTexts.clear());

  test('that come often are kept, however many others come in between', () => {
    for (let other = 0; other < 1_500; other += 1) {
      take('select hot');
      take(`select ${other}`);
    }
    expect([isKept('select hot'), isKept('select 0'), isKept('select 1499')]).toEqual([true, false, true]);
  });

  test('are composed anew where they are long, so that no caller fills the memory', () => {
    for (let rows = 0; rows < 600; rows += 1) {
      const text = take(`select ${'?, '.repeat(10_000 + rows)}1`);
      expect(text.endsWith(`$${10_000 + rows}, 1) select 1`)).toBe(true);
    }
    expect(composedTexts.size).toBe(0);
  });
});
