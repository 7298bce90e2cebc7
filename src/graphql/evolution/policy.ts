import type { Change } from './change.ts';
import type { Contract } from './contract.ts';
import { deprecationsOf } from './elements.ts';
import type { Release } from './releases.ts';

/** How long what is deprecated stays at least, from the release that first said so. */
export const NOTICE_MONTHS = 12;

/** The day that many months later; the last one of a month that is too short for it. */
export const monthsAfter = (day: string, months: number): string => {
  const at = new Date(`${day}T00:00:00Z`);
  const wanted = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0));
  const date = Math.min(at.getUTCDate(), wanted.getUTCDate());
  return new Date(Date.UTC(wanted.getUTCFullYear(), wanted.getUTCMonth(), date)).toISOString().slice(0, 10);
};

/** The day of the first release since which an element was deprecated in every one; null where the newest says nothing. */
const announcedOn = (element: string, newestFirst: readonly Release[]): string | null => {
  const until = newestFirst.findIndex(({ contract }) => !deprecationsOf(contract).has(element));
  return newestFirst[(until === -1 ? newestFirst.length : until) - 1]?.date ?? null;
};

/** Why an element may not be taken away on a day; null where it may. */
const whyNotGone = (element: string, releases: readonly Release[], today: string): string | null => {
  const [newest] = releases;
  const announced = announcedOn(element, releases);
  const goneAfter = newest && deprecationsOf(newest.contract).get(element)?.goneAfter;
  if (announced === null || goneAfter === undefined) return 'no release has it as deprecated: deprecate it first';
  const stays = [goneAfter, monthsAfter(announced, NOTICE_MONTHS)].filter((day) => today <= day).sort();
  const until = stays.at(-1);
  return until === undefined ? null : `it was deprecated on ${announced} and stays until ${until}`;
};

/**
 * What breaks a promise among the changes since the newest release: whatever is breaking, but for the removal of what was
 * deprecated in releases for as long as was said. Empty where every promise is kept.
 */
export const brokenPromises = (
  changes: readonly Change[],
  releases: readonly Release[],
  today: string,
): readonly string[] =>
  changes
    .filter(({ kind }) => kind === 'breaking')
    .flatMap(({ element, say, isRemoval }) => {
      if (!isRemoval) return [`${say} Programs that are right today would fail: add a new element beside it.`];
      const why = whyNotGone(element, releases, today);
      return why === null ? [] : [`${say} But ${why}.`];
    });

/**
 * Deprecations of a contract that give less notice than the policy promises when they are first released on a day. What
 * releases said before is left as it is.
 */
export const shortNotices = (contract: Contract, releases: readonly Release[], day: string): readonly string[] =>
  [...deprecationsOf(contract)].flatMap(([element, { since, goneAfter }]) => {
    if (announcedOn(element, releases) !== null) return [];
    const earliest = monthsAfter(day > since ? day : since, NOTICE_MONTHS);
    return goneAfter >= earliest
      ? []
      : [`${element} may go after ${goneAfter}: with due notice not before ${earliest}`];
  });
