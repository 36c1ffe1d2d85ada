/** Reads what the sources of pins point to: the one place where `evaluate/` and `stores/` meet. */
import { Buffer } from 'node:buffer';
import { basename } from 'node:path';
import type { Alternative, Pin, TrustSource } from './evaluate/pin.js';
import type { Project } from './files/project.js';
import { isTest, isVendored } from './files/roles.js';
import { parseDirectory } from './stores/parse-directory.js';
import { parseStore } from './stores/parse-store.js';
import type { ReadPin, ReadSource } from './verdict/read-pin.js';

export function readPins(pins: readonly Pin[], project: Project): ReadPin[] {
  // Many sites share one store: what a reader makes of a file is the same each time.
  const read = new Map<string, ReadSource['contents']>();
  const contentsOf = (source: TrustSource): ReadSource['contents'] => {
    const key = cacheKey(source);
    if (key === null) return readSource(source, project);
    if (!read.has(key)) read.set(key, readSource(source, project));
    return read.get(key);
  };
  const readAlternative = (alternative: Alternative) => ({
    ...alternative,
    sources: alternative.sources.map((source): ReadSource => ({ ...source, contents: contentsOf(source) })),
  });
  return pins.map((pin) => ({
    pin,
    alternatives: pin.alternatives.map(readAlternative),
    test: isTest(pin.site.path),
    vendored: isVendored(pin.site.path),
  }));
}

function cacheKey(source: TrustSource): string | null {
  if ((source.kind !== 'file' && source.kind !== 'directory') || source.content !== undefined) return null;
  return JSON.stringify([source.kind, source.located, source.reading]);
}

function readSource(source: TrustSource, project: Project): ReadSource['contents'] {
  if (source.kind === 'inline') return parseStore(Buffer.from(source.content, 'latin1'), source.reading);
  if (source.kind !== 'file' && source.kind !== 'directory') return undefined;
  if (source.content !== undefined) return parseStore(Buffer.from(source.content, 'latin1'), source.reading);
  const { located, reading } = source;
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
