/** What imports stand for: a module of the project, something in it, or a library that the models know. */
import type { Import, Unit } from '../../ir/step.js';
import { LINKED_FILES } from '../limits.js';
import { type Machine, Thrown } from '../machine.js';
import { type Frame, fileFrame } from '../memory/frame.js';
import { resultOf } from '../memory/outcome.js';
import { type Abstract, nativeOf, type Thing, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { whenOf } from './branches.js';
import { definedIn } from './elsewhere.js';
import { exported, fileObject, loadFile, packageObject } from './modules.js';
import { ROOT } from './names.js';
import { readMember } from './read-member.js';
import { runSteps } from './run-steps.js';

/** What an imported name stands for, when it is in the project; null for a library's. */
export function importedFromProject(m: Machine, entry: Import, from: Frame, site: Site): Abstract | null {
  const { unit } = fileFrame(from);
  let link = m.links.get(entry);
  if (link === undefined) {
    link = m.files.linkImport(unit.language, entry.qualified, unit.path);
    m.links.set(entry, link);
  }
  if (link === null || isModelledLibrary(m, unit, entry.qualified)) return null;
  if (unit.language === 'go') return packageObject(m, link.path);
  const library = modelledLibrary(m, unit.language, link.path);
  if (library) return memberOf(m, library, link.rest, site);
  const frame = loadFile(m, link.path);
  if (frame === null) return unknownOf(`${link.path} is not followed`);
  return memberOf(m, exported(m, frame, link.rest.length === 0), link.rest, site);
}

function memberOf(m: Machine, module: Abstract, names: readonly string[], site: Site): Abstract {
  let value = module;
  for (const name of names) value = readMember(m, value, name, site);
  return value;
}

/**
 * The sources of a library that the models know: its own tests and examples mean by its name what everybody does, its own
 * modules what stands in them.
 */
function isModelledLibrary(m: Machine, unit: Unit, qualified: string): boolean {
  if (!m.index.known.has(qualified)) return false;
  if (unit.language === 'php') return !isOfItself(m, unit, qualified);
  const [library = '', ...inner] = qualified.split('.');
  if (unit.path.split('/').includes(library)) return false;
  // A file of a project may have a library's name by chance (`redis.py`), but not three of them in a row.
  return inner.length >= 2 || m.files.isLibraryItself(unit.language, library);
}

/** A class that the project itself defines, named in code of its own name space: what stands in it counts (PHP). */
export function isOfItself(m: Machine, unit: Unit, qualified: string): boolean {
  const [root] = qualified.split('\\');
  const isNear = unit.language === 'php' && unit.package?.split('\\')[0] === root && !m.files.isTest(unit.path);
  return isNear && m.files.linkImport('php', qualified, unit.path) !== null;
}

/** `require('../..')` in the tests of a library that the models know: the library, as everybody uses it. */
function modelledLibrary(m: Machine, language: string, path: string): Abstract | null {
  if (language !== 'javascript' && language !== 'typescript') return null;
  const name = m.files.publishedName(path);
  return name !== null && m.index.known.has(name) ? nativeOf(name) : null;
}

/** A name that a module has from a star import, or that is a module below it: `httpx.Client`, `shop.tls`. */
export function memberOfModule(m: Machine, module: Thing, name: string): Abstract | null {
  const frame = m.moduleFrames.get(module);
  if (!frame || name.startsWith('#')) return null;
  const { unit } = frame;
  const stars = unit.imports.filter((entry) => entry.local === '*');
  const named = unit.imports.find((entry) => entry.local === name);
  if (named)
    return onceAround(m, named, () => importedFromProject(m, named, frame, { path: unit.path, span: named.span }));
  for (const entry of stars) {
    const link = m.files.linkImport(unit.language, entry.qualified, unit.path);
    const found = link ? loadFile(m, link.path) : null;
    const value = found ? definedIn(m, found, name, [], new Set([unit.path])) : null;
    if (value) return value;
  }
  if (unit.language !== 'python') return null;
  const below = m.files.linkImport(unit.language, `.${name}`, unit.path);
  return below && below.rest.length === 0 && below.path !== unit.path ? fileObject(m, below.path) : null;
}

/** Packages that import each other's names lead around in a circle: what is looked for already is not found there. */
function onceAround(m: Machine, entry: Import, find: () => Abstract | null): Abstract | null {
  if (m.importing.has(entry)) return null;
  m.importing.add(entry);
  try {
    return find();
  } finally {
    m.importing.delete(entry);
  }
}

/** `importlib.import_module("config." + env)`: a module by a name that is computed. */
export function moduleNamed(m: Machine, qualified: string, from: string): Abstract | null {
  const link = m.files.linkImport('python', qualified, from);
  return link && link.rest.length === 0 ? fileObject(m, link.path) : null;
}

/** The module that a path computed at run time leads to: `require(`./${stage}.json`)`. */
export function moduleAt(m: Machine, specifier: string, from: string): Abstract | null {
  const rooted = specifier.startsWith(ROOT);
  const link = rooted
    ? m.files.linkImport(m.unit.language, `./${specifier.slice(ROOT.length)}`, 'root')
    : m.files.linkImport(m.unit.language, specifier, from);
  if (link === null) return null;
  const library = modelledLibrary(m, m.unit.language, link.path);
  if (library) return library;
  const frame = loadFile(m, link.path);
  return frame && exported(m, frame, true);
}

/**
 * `require __DIR__ . '/config.php'`: the code of the file runs here, with the variables of the place, and may return a
 * value. What it defines, others find too.
 */
export function includeFile(m: Machine, path: Abstract, frame: Frame, site: Site): Abstract {
  if (path.kind !== 'text') return unknownOf('a file that is not known', path.trail);
  const located = m.files.locate(path.text, site.path);
  if (located.kind !== 'file') return unknownOf('a file that is not in the repository', path.trail);
  const unit = m.frames.size >= LINKED_FILES || m.including.has(located.path) ? null : m.files.unit(located.path);
  if (unit === null) return unknownOf(`${located.path} is not followed`, path.trail);
  const inner: Frame = { ...frame, unit, outer: frame.outer && { ...fileFrame(frame), unit } };
  m.frames.set(located.path, m.frames.get(located.path) ?? { ...inner, outer: null });
  m.including.add(located.path);
  try {
    const given = resultOf(runSteps(m, unit.body, inner), whenOf);
    if (given === null) throw new Thrown();
    return given;
  } finally {
    m.including.delete(located.path);
  }
}
