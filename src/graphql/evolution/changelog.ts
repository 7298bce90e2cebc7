import type { Change, ChangeKind } from './change.ts';
import { changesBetween } from './changes.ts';
import type { Contract } from './contract.ts';
import type { Release } from './releases.ts';
import { countSchema } from './schema-changes.ts';

const HEADINGS: Readonly<Record<ChangeKind, string>> = {
  breaking: 'Removed after notice',
  deprecated: 'Deprecated',
  dangerous: 'Dangerous',
  added: 'Added',
  changed: 'Changed',
};

const INTRODUCTION = `# Changelog of the schema

What is different between the released versions of the schema, its codes, its scopes and its events, the newest first. \`npm run generate\` makes this file from \`schema/released\`; nobody writes in it. [The versioning policy](versioning.md) says what each heading means for your program.
`;

const section = (kind: ChangeKind, changes: readonly Change[]): string => {
  const lines = changes.filter((change) => change.kind === kind).map(({ say }) => `- ${say}`);
  return lines.length === 0 ? '' : `\n### ${HEADINGS[kind]}\n\n${lines.join('\n')}\n`;
};

const KINDS: readonly ChangeKind[] = ['breaking', 'deprecated', 'dangerous', 'added', 'changed'];

const chapter = (heading: string, changes: readonly Change[]): string => {
  const sections = KINDS.map((kind) => section(kind, changes)).join('');
  return `\n## ${heading}\n${sections === '' ? '\nNothing that a partner would notice.\n' : sections}`;
};

const firstChapter = ({ version, date, contract }: Release): string => {
  const { queries, mutations, types, enums } = countSchema(contract.schema);
  const codes = Object.keys(contract.codes).length;
  const events = Object.keys(contract.events).length;
  return `\n## ${version} (${date})\n\nThe first release: ${queries} queries, ${mutations} mutations, ${types} object types, ${enums} enums, ${contract.scopes.length} scopes, ${codes} codes and ${events} types of events.\n`;
};

/** The whole changelog in Markdown: what is not released yet, then each version against the one before it. */
export const printChangelog = async (current: Contract, newestFirst: readonly Release[]): Promise<string> => {
  const chapters = await Promise.all(
    newestFirst.map(async (release, index) => {
      const before = newestFirst[index + 1];
      if (!before) return firstChapter(release);
      return chapter(`${release.version} (${release.date})`, await changesBetween(before.contract, release.contract));
    }),
  );
  const [newest] = newestFirst;
  const unreleased = newest ? chapter('Unreleased', await changesBetween(newest.contract, current)) : '';
  return [INTRODUCTION, unreleased, ...chapters].join('');
};
