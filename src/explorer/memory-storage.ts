/** Stands where GraphiQL would use the browser's storage: what a partner typed ends with the page. */
export const memoryStorage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string): string | null => kept.get(name) ?? null,
    setItem: (name: string, value: string): void => {
      kept.set(name, value);
    },
    removeItem: (name: string): void => {
      kept.delete(name);
    },
    clear: (): void => kept.clear(),
    get length(): number {
      return kept.size;
    },
  };
};
