import { insteadOf, isIsland, mayVisit, rankOf, type Standing, standingOf } from './house.ts';
import { complain, type ImportLine, type SourceFile } from './source-file.ts';

const PLACES_SAY =
  'the house has no such place: kernel, db, records, domains, door, use-cases, views, graphql, http, jobs, cli, adapters, client, explorer, or one of the roots main.ts, wiring.ts, config.ts, orm.config.ts';

const acrossRooms = (from: Standing, to: Standing, target: string): string | null => {
  if (isIsland(from.place)) return `${from.room} imports nothing of ours but its own, and this is ${target}`;
  if (isIsland(to.place)) {
    if (mayVisit(from.place, to.place)) return null;
    return `${target} is not for ${from.place}: ${to.room} stands outside the ranks, and only the command line and the roots look in`;
  }
  if (rankOf(to.place) >= rankOf(from.place)) {
    return `${from.room} may not import ${target}: ${insteadOf(from.place, to.place)}`;
  }
  if (to.entrance !== null && target !== to.entrance) {
    return `${to.room} is entered through its index.ts: export what you need there in place of importing ${target}`;
  }
  return null;
};

const withinRoom = (room: Standing, target: string): string | null =>
  target === room.entrance
    ? `inside ${room.room} import the file that has it: its index.ts is for those outside`
    : null;

const complaintOf = (from: Standing, { target, isOurs }: ImportLine): string | null => {
  if (target === null) return 'a computed import hides where it leads: name the file';
  if (!isOurs) return null;
  const to = standingOf(target);
  if (to === null) return `${target} is outside the house: what src/ runs with belongs in src/`;
  return to.room === from.room ? withinRoom(from, target) : acrossRooms(from, to, target);
};

/** Every arrow points down, nothing points sideways, rooms are entered through their index.ts. */
export const importComplaints = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => {
    const from = standingOf(file.path);
    if (from === null) return [complain(file, 1, PLACES_SAY)];
    return file.imports.flatMap((line) => {
      const say = complaintOf(from, line);
      return say === null ? [] : [complain(file, line.line, say)];
    });
  });

/** Each way in which files import themselves in a circle, type imports included, found once. */
export const cycleComplaints = (files: readonly SourceFile[]): string[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const complaints: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) {
      const circle = [...trail.slice(start), path].join(' → ');
      complaints.push(`${circle}  is a circle: move what both ends need into a file of its own, below them`);
    }
    if (start !== -1 || finished.has(path)) return;
    for (const { target } of byPath.get(path)?.imports ?? []) if (target !== null) visit(target, [...trail, path]);
    finished.add(path);
  };
  for (const { path } of files) visit(path, []);
  return complaints;
};
