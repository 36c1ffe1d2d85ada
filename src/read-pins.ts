/** Reads what the sources of pins point to: the one place where `evaluate/` and `stores/` meet. */
import { Buffer } from 'node:buffer';
import { basename, posix } from 'node:path';
import type { Alternative, Located, Pin, Reading, TrustSource } from './evaluate/pin.js';
import type { Project } from './files/project.js';
import { isTest } from './files/roles.js';
import type { Language } from './language/language.js';
import { translated } from './language/phrasebook.js';
import { parseDirectory } from './stores/parse-directory.js';
import { parseStore } from './stores/parse-store.js';
import { knownBundles } from './verdict/bundles.js';
import type { CopiedBundle, PinnedDependency } from './verdict/outdated.js';
import type { ReadPin, ReadSource } from './verdict/read-pin.js';

export function readPins(
  pins: readonly Pin[],
  project: Project,
  isVendored: (path: string) => boolean,
  dependencies: readonly PinnedDependency[],
  language?: Language,
): ReadPin[] {
  const say = (text: string): string => translated(text, language);
  // Many sites share one store: what a reader makes of a file is the same each time.
  const read = new Map<string, ReadSource['contents']>();
  const contentsOf = (source: TrustSource): ReadSource['contents'] => {
    const key = cacheKey(source);
    if (key === null) return spoken(readSource(source, project), say);
    if (!read.has(key)) read.set(key, spoken(readSource(source, project), say));
    return read.get(key);
  };
  const readAlternative = (alternative: Alternative, path: string) => ({
    ...alternative,
    when: say(alternative.when),
    sources: alternative.sources.map(
      (source): ReadSource => ({
        ...sourceIn(source, say),
        contents: contentsOf(source),
        ...(source.kind === 'bundle' && { dependency: nearestTo(path, source.name, dependencies) }),
      }),
    ),
  });
  return pins.map((pin) => ({
    pin,
    alternatives: pin.alternatives.map((alternative) => readAlternative(alternative, pin.site.path)),
    test: isTest(pin.site.path),
    vendored: isVendored(pin.site.path),
  }));
}

/** That of the manifest in the nearest folder above the file. */
export function nearestTo(
  path: string,
  name: string,
  dependencies: readonly PinnedDependency[],
): PinnedDependency | undefined {
  const above = (one: PinnedDependency): string => posix.dirname(one.path);
  return dependencies
    .filter((one) => one.name === name && (above(one) === '.' || path.startsWith(`${above(one)}/`)))
    .sort((a, b) => above(b).length - above(a).length)[0];
}

/** Copies of dependencies' lists that stand in the repository, by the ends of their paths. */
export function copiedBundles(project: Project): readonly CopiedBundle[] {
  const copies = knownBundles().flatMap((bundle) => bundle.copies.map((ending) => ({ bundle, ending: `/${ending}` })));
  return [...project.known].flatMap((path): readonly CopiedBundle[] => {
    const copy = /\.(?:pem|txt|crt)$/.test(path) && copies.find(({ ending }) => `/${path}`.endsWith(ending));
    const bytes = copy ? project.read(path) : undefined;
    if (!copy || bytes === undefined) return [];
    const { lenient } = parseStore(bytes, { accepts: ['path'], reads: 'all', reader: 'lenient' });
    return lenient.length === 0
      ? []
      : [{ path, bundle: copy.bundle, held: lenient.map((one) => ({ ...one, id: null })) }];
  });
}

type Say = (text: string) => string;

const spoken = (contents: ReadSource['contents'], say: Say): ReadSource['contents'] =>
  contents && {
    ...contents,
    problems: contents.problems.map((problem) => ({ ...problem, message: say(problem.message) })),
  };

/** The reasons in it, in the language of the run. */
function sourceIn(source: TrustSource, say: Say): TrustSource {
  switch (source.kind) {
    case 'unknown':
    case 'ignored':
      return { ...source, why: say(source.why) };
    case 'file':
    case 'directory':
      return 'found' in source.located && source.located.found !== undefined
        ? { ...source, located: { ...source.located, found: say(source.located.found) } }
        : source;
    default:
      return source;
  }
}

function cacheKey(source: TrustSource): string | null {
  if ((source.kind !== 'file' && source.kind !== 'directory') || source.content !== undefined) return null;
  return JSON.stringify([source.kind, source.located, source.reading]);
}

/** What code took out of a file. Where it took the first block, whoever adds another wants to know that nobody reads it. */
function cutOut(content: string, located: Located, reading: Reading, project: Project): ReadSource['contents'] {
  const part = parseStore(Buffer.from(content, 'latin1'), reading);
  const bytes = reading.reads === 'first' && located.kind === 'file' ? project.read(located.path) : undefined;
  if (bytes === undefined) return part;
  const { lenient } = parseStore(bytes, reading);
  return lenient.length > part.anchors.length ? { ...part, lenient, holdsFirstOnly: true } : part;
}

function readSource(source: TrustSource, project: Project): ReadSource['contents'] {
  if (source.kind === 'inline') return parseStore(Buffer.from(source.content, 'latin1'), source.reading);
  if (source.kind !== 'file' && source.kind !== 'directory') return undefined;
  const { located, reading } = source;
  if (source.content !== undefined) return cutOut(source.content, located, reading, project);
  if (located.kind === 'directory') {
    const files = project.list(located.path).map((path) => ({ name: basename(path), path }));
    const read = files.flatMap(({ name, path }) => {
      const bytes = project.read(path);
      return bytes === undefined ? [] : [{ name, bytes }];
    });
    return parseDirectory(read, reading);
  }
  if (located.kind !== 'file') return undefined;
  const bytes = project.read(located.path);
  return bytes === undefined ? undefined : parseStore(bytes, reading);
}
