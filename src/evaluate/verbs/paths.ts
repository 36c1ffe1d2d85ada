/** Verbs on paths: texts alone, whatever lies there. */
import { posix } from 'node:path';
import { ROOT } from '../code/names.js';
import { each } from '../memory/alternatives.js';
import { concatenate } from '../memory/join-texts.js';
import { elementsOf, listOf } from '../memory/lists.js';
import { ABSENT, type Abstract, type Cell, constantOf, textOf, unknownOf } from '../memory/values.js';
import { positional, subject, type Verb, type VerbCall } from './verbs.js';

export const plain = (path: string): string => path.replace(/^file:\/\/\/?(?=root:\/)/, '').replace(/^file:\/\//, '');

/** Joins path segments; an absolute one starts anew. */
function joinPaths(segments: readonly string[]): string {
  let path = '';
  for (const segment of segments.map(plain)) {
    if (segment.startsWith(ROOT) || path === '') path = segment;
    else path = path.endsWith('/') ? path + segment.replace(/^\/+/, '') : `${path}/${segment.replace(/^\/+/, '')}`;
  }
  return normalise(path);
}

export function normalise(path: string): string {
  const rooted = path.startsWith(ROOT);
  const rest = (rooted ? path.slice(ROOT.length) : path).replace(/\\/g, '/');
  const clean = rest === '' ? '' : posix.normalize(rest);
  return rooted ? `${ROOT}${clean === '.' ? '' : clean}` : clean;
}

/** `Paths.get(first, more)`: parts may come as an array. */
function partsOf(call: VerbCall, value: Cell['value']): readonly Abstract[] {
  if (value === ABSENT) return [];
  const elements = value.kind === 'object' && value.object.shape === 'list' ? elementsOf(call.m, value) : null;
  return elements?.map((element) => element.value) ?? [value];
}

export function joinAll(values: readonly Abstract[]): Abstract {
  // The path of a bundle that comes with a library: `Path(certifi.where())`.
  const [only] = values;
  if (only?.kind === 'material' && values.length === 1) return only;
  const separated = values.flatMap((value, i) => (i === 0 ? [value] : [textOf('\u0000'), value]));
  return each(concatenate(separated), (one) => {
    if (one.kind === 'text') return { ...one, text: joinPaths(one.text.split('\u0000')) };
    return one.kind === 'unknown' && one.prefix !== undefined
      ? unknownOf(one.why, one.trail, { ...(one.environment && { environment: one.environment }) })
      : one;
  });
}

const onPath =
  (f: (path: string, call: VerbCall) => string): Verb =>
  (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) =>
          one.kind === 'text'
            ? { ...one, text: f(plain(one.text), call) }
            : one.kind === 'unknown'
              ? one
              : unknownOf('a path that is not known', one.trail),
        );
  };

function parentOf(path: string): string {
  if (!path.startsWith(ROOT)) return posix.dirname(path);
  const parent = posix.dirname(path.slice(ROOT.length));
  return parent === '.' ? ROOT : ROOT + parent;
}

export const pathVerbs: Readonly<Record<string, Verb>> = {
  /** Path segments, below the folder that the row names (`storage_path('certs')`). */
  join: (call) => {
    const receiver = call.row.method && call.receiver ? [call.receiver] : [];
    const folder = typeof call.row.value === 'string' ? [textOf(call.row.value)] : [];
    return joinAll([...folder, ...receiver, ...call.args.positional.flatMap((cell) => partsOf(call, cell.value))]);
  },
  parent: (call) => {
    const levels = call.row.method ? null : positional(call, 1);
    const times = levels?.kind === 'constant' && typeof levels.value === 'number' ? levels.value : 1;
    const value = subject(call);
    let at = value;
    for (let i = 0; i < times && at; i++)
      at = each(at, (one) =>
        one.kind === 'text'
          ? { ...one, text: parentOf(plain(one.text)) }
          : one.kind === 'unknown'
            ? one
            : unknownOf('the folder of something unknown', one.trail),
      );
    return at;
  },
  /** All folders above, the nearest first: `path.parents[2]`. */
  parents: (call) => {
    const value = subject(call);
    if (value?.kind !== 'text') return value ?? null;
    const folders: string[] = [];
    let above = parentOf(plain(value.text));
    while (folders.at(-1) !== above) {
      folders.push(above);
      above = parentOf(above);
    }
    return listOf(
      call.m,
      folders.map((text) => ({ ...value, text })),
    );
  },
  'absolute-path': onPath((path) => normalise(path)),
  /** `path.with_name("ca.pem")`: another file of the same folder. */
  'with-name': (call) => {
    const name = positional(call, 0);
    return onPath((path) => (name?.kind === 'text' ? normalise(`${parentOf(path)}/${name.text}`) : path))(call);
  },
  'with-suffix': (call) => {
    const suffix = positional(call, 0);
    return onPath((path) => (suffix?.kind === 'text' ? path.replace(/(\.[^./]*)?$/, suffix.text) : path))(call);
  },
  extension: onPath((path) => posix.extname(path)),
  basename: onPath((path) => posix.basename(path)),
  /** `File.expand_path(path, base)`, Ruby: the base comes second. */
  'expand-path': (call) => {
    const base = positional(call, 1);
    const path = positional(call, 0);
    if (path === null) return null;
    if (base === null) return each(path, (one) => (one.kind === 'text' ? { ...one, text: normalise(one.text) } : one));
    return joinAll([base, path]);
  },
  /** `new URL('./ca.pem', import.meta.url)`: a sibling of the file that the base names. */
  'resolve-url': (call) => {
    const path = positional(call, 0);
    const base = positional(call, 1);
    if (path === null || base === null) return path;
    return joinAll([
      each(base, (one) => (one.kind === 'text' ? { ...one, text: parentOf(plain(one.text)) } : one)),
      path,
    ]);
  },
  // A slash and more may follow: `"$PWD/certs"`.
  here: () => textOf('.'),
  'is-absolute-path': (call) => {
    const value = subject(call);
    return value?.kind === 'text'
      ? constantOf(/^(?:\/|root:\/|[A-Za-z]:[\\/])/.test(value.text))
      : unknownOf('whether a path is absolute');
  },
};
