/**
 * Where a path in the code leads. A relative path says nothing about the folder the program starts in, so its honest
 * readings are tried in this order, and the report says which one hit when it was not the first:
 *
 *   1. beside the file that names it (or below the folder that the code itself worked out: `root:/certs/ca.pem`)
 *   2. from the nearest package root above: the folder of package.json, pom.xml, go.mod, …
 *   3. from the root of the repository
 *   4. from a folder above the file, nearest first: a part of the repository that has no build file
 *   5. from a resources root of the package or of the repository: src/main/resources, app/src/main/assets, …
 *   6. from the WORKDIR of a Dockerfile, through its COPY lines
 *   7. the same once more, whatever the case
 *
 * A class-path resource (`classpath:`) begins with 5. An absolute path is a system store, a file inside the root, what
 * a Dockerfile copies there, or outside; one of another machine (`C:\app\certs\ca.pem`) is taken for the one file that
 * ends the same.
 */
import { posix } from 'node:path';
import type { Located } from '../evaluate/pin.js';
import type { ImagePaths } from './image-paths.js';
import type { Places } from './places.js';
import { isSystemStore } from './system-stores.js';

const RESOURCE_FOLDERS = [
  'src/main/resources',
  'src/test/resources',
  'src/main/assets',
  'app/src/main/assets',
  'app/src/main/resources',
  'src/main/webapp',
  'src/main/webapp/WEB-INF/classes',
  'resources',
  'assets',
  'src/resources',
  'config',
  'public',
];

/** One way to read a path. `found` is empty for the way that needs no word. */
interface Reading {
  readonly path: string;
  readonly found: string;
}

/** At least one; several where different readings hit different files. */
export function locate(
  given: string,
  from: string,
  places: Places,
  images: ImagePaths,
): readonly [Located, ...Located[]] {
  const { path, resource } = clean(given);
  if (path.startsWith('root:/')) return settle(rootedReadings(path.slice('root:/'.length)), places);
  if (path === '') return [{ kind: 'missing', tried: [] }];
  if (/^[A-Za-z]:\//.test(path)) return elsewhere(path.slice(2), places);
  if (path.startsWith('//') || path.startsWith('~')) return [{ kind: 'outside' }];
  if (path.startsWith('/') && !resource) return locateAbsolute(posix.normalize(path), from, places, images);

  const relative = resource ? path.replace(/^\/+/, '') : path;
  const readings = readingsOf(relative, from, resource, places);
  const copied = images.sourcesOf(relative, from).map((source) => ({ path: source.path, found: source.found }));
  return settle([...readings, ...copied], places);
}

/**
 * A folder that the code worked out for itself. Where it climbs out of the repository, it counts from the compiled file,
 * which lies deeper than its source: `dist/lib/net/agent.js` for `lib/net/agent.ts`.
 */
function rootedReadings(path: string): readonly Reading[] {
  const inside = path.replace(/^(?:\/*\.\.\/)+/, '');
  return [{ path, found: '' }, ...(inside === path ? [] : [{ path: inside, found: 'counted from the compiled file' }])];
}

/** Prefixes of Spring and of URLs say how a path is read and are no part of it; `\` is a separator as `/` is. */
function clean(given: string): { readonly path: string; readonly resource: boolean } {
  const resource = /^classpath\*?:/i.test(given);
  const bare = given.trim().replace(/^classpath\*?:/i, '');
  const url = /^file:(\/\/(localhost)?(?=\/))?(.*)$/is.exec(bare);
  const path = url === null ? bare : decoded(url[3] ?? '').replace(/^\/+(?=[A-Za-z]:)/, '');
  return { path: path.replaceAll('\\', '/'), resource };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function locateAbsolute(
  path: string,
  from: string,
  places: Places,
  images: ImagePaths,
): readonly [Located, ...Located[]] {
  const root = places.root.replaceAll('\\', '/');
  if (path === root || path.startsWith(`${root}/`)) {
    return settle([{ path: path.slice(root.length + 1), found: '' }], places);
  }
  if (isSystemStore(path.replace(/(.)\/$/, '$1'))) return [{ kind: 'system' }];
  const [first, ...rest] = settle(images.sourcesOf(path, from), places);
  // Where no Dockerfile explains it, it is a file of the machine that the program runs on.
  return first.kind === 'missing' || first.kind === 'outside' ? [{ kind: 'outside' }] : [first, ...rest];
}

function readingsOf(path: string, from: string, resource: boolean, places: Places): readonly Reading[] {
  const beside = posix.dirname(from);
  const home = packageRoot(beside, places);
  const named = (folder: string) => (folder === '.' || folder === '' ? 'repository root' : `package root ${folder}`);
  const plain = [
    { path: posix.join(beside, path), found: '' },
    { path: posix.join(home, path), found: named(home) },
    { path: posix.normalize(path), found: 'repository root' },
    ...foldersAbove(beside).map((folder) => ({ path: posix.join(folder, path), found: `folder ${folder}` })),
  ];
  // `../ca.pem` is meant from a place in the sources; below a resources root it would be a coincidence.
  const resources = [...new Set(path.startsWith('../') ? [] : [home, '.'])].flatMap((folder) =>
    RESOURCE_FOLDERS.map((name) => posix.join(folder, name)).map((base) => ({
      path: posix.join(base, path),
      found: resource ? '' : `resources root ${base}`,
    })),
  );
  return resource
    ? [
        ...resources,
        ...plain.map((reading) => ({ ...reading, found: reading.found || 'beside the file that names it' })),
      ]
    : [...plain, ...resources];
}

function foldersAbove(folder: string): readonly string[] {
  const above: string[] = [];
  for (let at = posix.dirname(folder); at !== '.' && at !== ''; at = posix.dirname(at)) above.push(at);
  return above;
}

/** The nearest folder above, or the folder itself, that a build file makes a package; else the root. */
function packageRoot(folder: string, places: Places): string {
  for (let at = folder; at !== '.' && at !== ''; at = posix.dirname(at)) {
    if (places.isPackage(at)) return at;
  }
  return '.';
}

function settle(readings: readonly Reading[], places: Places): readonly [Located, ...Located[]] {
  const normal = readings.map((reading) => ({
    ...reading,
    path: posix.normalize(reading.path).replace(/^\.$|^\.?\/|\/$/g, ''),
  }));
  const inside = normal.filter((reading) => !leavesRoot(reading.path));

  const hits = new Map<string, Located>();
  for (const { path, found } of inside) {
    const place = places.at(path);
    if (place.kind === 'file' || place.kind === 'directory') {
      if (!hits.has(place.path)) hits.set(place.path, { ...place, ...(found !== '' && { found }) });
    } else if (place.kind !== 'missing' && !hits.has(place.kind)) hits.set(place.kind, { kind: place.kind });
  }
  const [first, ...rest] = hits.values();
  if (first !== undefined) return [first, ...rest];
  const otherCase = inOtherCase(inside, places);
  if (otherCase !== undefined) return [otherCase];
  // What the likeliest reading says: a file that should be here and is not, or one that was never meant to be.
  if (normal[0] !== undefined && leavesRoot(normal[0].path)) return [{ kind: 'outside' }];
  return [{ kind: 'missing', tried: [...new Set(inside.map((reading) => reading.path))] }];
}

function leavesRoot(path: string): boolean {
  return path === '..' || path.startsWith('../');
}

function inOtherCase(readings: readonly Reading[], places: Places): Located | undefined {
  for (const { path, found } of readings) {
    const place = places.at(places.inOtherCase(path) ?? path);
    if (place.kind === 'file' || place.kind === 'directory') {
      return { ...place, ...(found !== '' && { found }), differsInCase: true };
    }
  }
  return undefined;
}

/** A path of another machine: the longest ending of two parts or more that exactly one known file has. */
function elsewhere(path: string, places: Places): readonly [Located, ...Located[]] {
  if (isSystemStore(path)) return [{ kind: 'system' }];
  const parts = path.split('/').filter((part) => part !== '');
  for (let skip = 0; parts.length - skip >= 2; skip++) {
    const ending = parts.slice(skip).join('/').toLowerCase();
    const same = [...places.known].filter((file) => `/${file.toLowerCase()}`.endsWith(`/${ending}`));
    if (same.length > 1) break;
    if (same.length === 1) {
      return [{ kind: 'file', path: same[0]!, found: `the only file that ends in ${parts.slice(skip).join('/')}` }];
    }
  }
  return [{ kind: 'outside' }];
}
