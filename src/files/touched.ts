/** Which pins a change touches: those in a changed file, and those that lead to one. */
import type { Pin, Site, TrustSource } from '../evaluate/pin.js';
import { isManifest } from './dependencies.js';

/** `readBy`: settings and stores that were read while a file was run. */
export function touchesAny(
  pin: Pin,
  changed: ReadonlySet<string>,
  readBy: (path: string) => ReadonlySet<string> | undefined,
): boolean {
  const sites = sitesOf(pin);
  return (
    sites.some(({ path }) => changed.has(path)) ||
    (pin.metFrom ?? []).some((path) => changed.has(path)) ||
    pin.alternatives.some(
      ({ when, sources }) => isCalledFrom(when, changed) || sources.some((source) => leadsTo(source, changed)),
    ) ||
    [...new Set(sites.map(({ path }) => path))].some((path) =>
      [...(readBy(path) ?? [])].some((one) => changed.has(one)),
    )
  );
}

/** `called from src/shop.py:31`. */
const isCalledFrom = (when: string, changed: ReadonlySet<string>): boolean =>
  when !== '' && [...changed].some((path) => when.includes(` ${path}:`));

/** Every place on the ways of a pin. */
export function sitesOf({ site, trail, alternatives }: Pin): readonly Site[] {
  return [site, ...trail, ...alternatives.flatMap(({ sources }) => sources.flatMap((source) => source.trail))];
}

function leadsTo(source: TrustSource, changed: ReadonlySet<string>): boolean {
  if (source.kind === 'inline') return changed.has(source.site.path);
  // A manifest says which list of roots it is.
  if (source.kind === 'bundle') return [...changed].some(isManifest);
  if (source.kind !== 'file' && source.kind !== 'directory') return false;
  const { located } = source;
  switch (located.kind) {
    case 'file':
      return isAmong(located.path, changed) || copiedBy(located.found, changed);
    case 'directory':
      return [...changed].some((path) => path.startsWith(`${located.path}/`)) || copiedBy(located.found, changed);
    case 'missing':
      return located.tried.some((path) => changed.has(path) || [...changed].some((one) => one.startsWith(`${path}/`)));
    case 'outside':
    case 'system':
      return false;
  }
}

/** A file, or the submodule that it lies in. */
function isAmong(path: string, changed: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (changed.has(path.slice(0, end))) return true;
  }
  return false;
}

/** `COPY in Dockerfile:9` explains a path, so the Dockerfile is part of the way. */
const copiedBy = (found: string | undefined, changed: ReadonlySet<string>): boolean =>
  found !== undefined && [...changed].some((path) => found.startsWith(`COPY in ${path}:`));
