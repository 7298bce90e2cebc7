/** The picture of the house: each place with its rank. An arrow points to a lower rank or stays in its room. */
const RANKS = {
  kernel: 0,
  db: 1,
  records: 2,
  domains: 3,
  door: 3,
  'use-cases': 4,
  views: 4,
  graphql: 5,
  http: 5,
  jobs: 5,
  cli: 5,
  adapters: 5,
  roots: 6,
} as const;

export type PlaceName = keyof typeof RANKS;

export const rankOf = (place: PlaceName): number => RANKS[place];

const ROOTS: readonly string[] = ['src/main.ts', 'src/wiring.ts', 'src/config.ts', 'src/orm.config.ts'];

/** Places whose folders are rooms of their own, each entered through its index.ts alone. */
const WITH_ROOMS: readonly PlaceName[] = ['domains', 'records'];

/** Outside the ranks: an island imports nothing of ours but its own, and only the named places import it. */
const ISLANDS = { client: ['cli', 'roots'], explorer: [], migrations: ['roots'] } as const satisfies Record<
  string,
  readonly PlaceName[]
>;

export type IslandName = keyof typeof ISLANDS;

export const isIsland = (name: string): name is IslandName => Object.hasOwn(ISLANDS, name);

export const mayVisit = (place: PlaceName, island: IslandName): boolean =>
  ISLANDS[island].some((visitor) => visitor === place);

const isPlace = (name: string): name is PlaceName => name !== 'roots' && Object.hasOwn(RANKS, name);

/** Where a file stands. */
export interface Standing {
  readonly place: PlaceName | IslandName;
  /** The folder within which files import each other freely. */
  readonly room: string;
  /** The one file through which the room is entered from outside; null where every file is open. */
  readonly entrance: string | null;
}

/** Where a file stands in the house; null where the picture has no such place. */
export const standingOf = (path: string): Standing | null => {
  if (ROOTS.includes(path)) return { place: 'roots', room: 'src', entrance: null };
  const [top = '', name = '', inner = ''] = path.split('/');
  if (top === 'migrations') return { place: 'migrations', room: top, entrance: null };
  if (top !== 'src') return null;
  if (isIsland(name)) return { place: name, room: `src/${name}`, entrance: null };
  if (!isPlace(name) || inner === '') return null;
  if (!WITH_ROOMS.includes(name)) return { place: name, room: `src/${name}`, entrance: null };
  const room = `src/${name}/${inner}`;
  return { place: name, room, entrance: `${room}/index.ts` };
};

/** What to do in place of an import that goes sideways, by the place that imports. */
const SIDEWAYS: Readonly<Partial<Record<PlaceName, string>>> = {
  records: 'records do not know each other: what joins them belongs in src/door',
  domains:
    'domains do not know each other, nor the door: bring them together in src/use-cases (a change) or src/views (a read), and hand the id or the value in',
  door: 'the door knows records, no domain: the use-case hands it what it writes',
  'use-cases': 'what a use-case and a view both need is a rule of a domain: it belongs in src/domains',
  views: 'what a view and a use-case both need is a rule of a domain: it belongs in src/domains',
};

const EDGE_SIDEWAYS =
  'edges do not know each other: declare the interface that you need here and let src/wiring.ts hand the other in; what both do belongs in src/use-cases or src/views';

/** What to do in place of an import that goes up, by the place that imports. */
const UPWARDS: Readonly<Partial<Record<PlaceName, string>>> = {
  kernel: 'the kernel knows nothing of ours: take it as an argument, or move this up to the place that knows',
  db: 'db/ knows the kernel alone and not what is stored: what knows more belongs in src/records or src/domains',
  records: 'records know db/ and the kernel: what knows more belongs in src/domains or src/use-cases',
  domains: 'a domain takes `tx` and plain values: what calls it belongs in src/use-cases, src/views or an edge',
};

const UPWARDS_ELSE =
  'arrows point down: declare an interface here that the upper place implements and let src/wiring.ts hand it in (settings too), or move this up';

/** What a file that imports sideways or upwards does instead. */
export const insteadOf = (from: PlaceName, to: PlaceName): string =>
  rankOf(to) === rankOf(from) ? (SIDEWAYS[from] ?? EDGE_SIDEWAYS) : (UPWARDS[from] ?? UPWARDS_ELSE);
