/** Values from other files of the project: a module runs once, at its first use, and hands out its variables. */
import type { Import, Step, Unit } from '../../ir/step.js';
import { LINKED_FILES, LINKED_FOR_VALUES } from '../limits.js';
import { type Machine, Thrown } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import { type Frame, fileFrame } from '../memory/frame.js';
import { resultOf } from '../memory/outcome.js';
import { ABSENT, type Abstract, nativeOf, type ProjectClass, referTo, Thing, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { whenOf } from './branches.js';
import { ROOT } from './names.js';
import { readMember } from './read-member.js';
import { runSteps } from './run-steps.js';

/** The file's variables as one object: what `import settings` gives. */
function moduleObject(m: Machine, frame: Frame): Thing {
  const known = m.modules.get(frame.unit.path);
  if (known) return known;
  const thing = new Thing('instance', null, null, m.heap.birth());
  m.modules.set(frame.unit.path, thing);
  m.moduleFrames.set(thing, frame);
  Object.defineProperty(thing, 'fields', { value: frame.variables });
  return thing;
}

/** Runs the file if nobody has yet; null where it can't be read, or too many were. */
export function loadFile(m: Machine, path: string): Frame | null {
  const known = m.frames.get(path);
  if (known) return known;
  if (m.frames.size >= LINKED_FILES + LINKED_FOR_VALUES || (m.calling && m.frames.size >= LINKED_FILES)) return null;
  const unit = m.files.unit(path);
  if (unit === null || (m.frames.size >= LINKED_FILES && !holdsValuesOnly(unit.body))) return null;
  const frame = fileFrameFor(unit, m.heap.birth());
  m.frames.set(path, frame);
  m.reaching.add(unit, m.files.keywordLines(path));
  const { steps, pending, reach, calling } = m;
  m.pending = null;
  m.calling = false;
  const stack = m.stack.splice(0);
  const callSites = m.callSites.splice(0);
  try {
    runSteps(m, unit.body, frame);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
  } finally {
    m.stack.splice(0, m.stack.length, ...stack);
    m.callSites.splice(0, m.callSites.length, ...callSites);
    m.steps = steps;
    m.pending = pending;
    m.reach = reach;
    m.calling = calling;
  }
  return frame;
}

/** Constants, and the conditions around them. */
const holdsValuesOnly = (steps: readonly Step[]): boolean =>
  steps.every(
    (step) =>
      (step.kind === 'bind' && step.value.kind !== 'lambda' && step.value.kind !== 'class') ||
      (step.kind === 'if' && holdsValuesOnly(step.then) && holdsValuesOnly(step.else)),
  );

export const fileFrameFor = (unit: Unit, born: number): Frame => ({
  unit,
  variables: new Map(),
  outer: null,
  isolated: false,
  self: null,
  receiver: null,
  home: null,
  born,
  kind: 'file',
});

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
  if (unit.language === 'php') return true;
  const [library = '', ...inner] = qualified.split('.');
  if (unit.path.split('/').includes(library)) return false;
  // A file of a project may have a library's name by chance (`redis.py`), but not three of them in a row.
  return inner.length >= 2 || m.files.isLibraryItself(unit.language, library);
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

function fileObject(m: Machine, path: string): Abstract | null {
  const frame = loadFile(m, path);
  return frame && referTo(moduleObject(m, frame));
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

/** A module as its importers see it: what it exports as a whole, or its variables. */
function exported(m: Machine, frame: Frame, whole: boolean): Abstract {
  for (const name of ['default', 'exports']) {
    const value = frame.variables.get(name)?.value;
    if (value && value !== ABSENT && (whole || name === 'exports') && !isBare(value)) return value;
  }
  return referTo(moduleObject(m, frame));
}

/** `exports` to which nothing was written: the module uses the other way to export. */
const isBare = (value: Abstract): boolean =>
  value.kind === 'object' && value.object.shape === 'record' && value.object.fields.size === 0;

/** All files of a Go package share one scope. */
function packageObject(m: Machine, path: string): Abstract {
  const thing = new Thing('instance', null, null, m.heap.birth());
  for (const each of [path, ...m.files.definers('go', '', path)]) {
    const frame = loadFile(m, each);
    for (const [name, cell] of frame?.variables ?? []) thing.fields.set(name, cell);
  }
  return referTo(thing);
}

/** A name that no import explains: from a star import, an included header, the same package, or the rest of the program. */
export function foundElsewhere(m: Machine, name: string, frame: Frame): Abstract | null {
  const { unit } = fileFrame(frame);
  const key = `${unit.path}\n${name}`;
  const known = m.elsewhere.get(key);
  if (known !== undefined) return known;
  // Looked for already, in a file that is being run: a circle.
  m.elsewhere.set(key, null);
  const value = searchElsewhere(m, name, unit, spacesAround(frame));
  m.elsewhere.set(key, value);
  return value;
}

/** Methods of C++ that stand outside their class, in a file that nobody includes, are written into it. */
export function completeClass(m: Machine, of: ProjectClass): void {
  const { unit } = fileFrame(of.frame);
  const key = `${unit.path}\nclass ${of.definition.name}`;
  if (!['c', 'cpp'].includes(unit.language) || m.elsewhere.has(key)) return;
  m.elsewhere.set(key, null);
  for (const path of m.files.definers(unit.language, of.definition.name, unit.path)) loadFile(m, path);
}

/** The modules and classes around a place, innermost first: their constants may stand in another file that reopens them. */
function spacesAround(frame: Frame): string[] {
  const names: string[] = [];
  for (let at: Frame | null = frame; at; at = at.outer)
    if (at.home && !names.includes(at.home.definition.name)) names.push(at.home.definition.name);
  return names;
}

function searchElsewhere(m: Machine, name: string, unit: Unit, spaces: readonly string[]): Abstract | null {
  const stars = unit.imports.filter((entry) => entry.local === '*');
  const linked = stars.flatMap((entry) => m.files.linkImport(unit.language, entry.qualified, unit.path)?.path ?? []);
  // C#'s partial classes: the rest of the class around may stand elsewhere.
  const parts =
    unit.language === 'csharp' ? spaces.flatMap((space) => m.files.definers('csharp', space, unit.path)) : [];
  for (const path of new Set([...linked, ...m.files.definers(unit.language, name, unit.path), ...parts])) {
    const found = loadFile(m, path);
    const value = found ? definedIn(m, found, name, spaces, new Set([unit.path])) : null;
    if (value) return value;
  }
  return null;
}

/** `Anchors::ROOT` from inside `Shop`, whose other files define it: each segment in the one before. */
function within(space: Abstract, path: readonly string[]): Abstract | null {
  let at: Abstract | null = space;
  for (const name of path) at = at?.kind === 'class' ? fieldOf(at.of.statics, name) : null;
  return at;
}

/** In the file, in what it includes itself, or as a nested name of a module (`Shop::CA`). */
function definedIn(
  m: Machine,
  frame: Frame,
  name: string,
  spaces: readonly string[],
  seen: Set<string>,
): Abstract | null {
  if (seen.has(frame.unit.path)) return null;
  seen.add(frame.unit.path);
  const bare = name.split(/::|\\/);
  for (const key of [name, bare.at(-1) ?? name]) {
    const cell = frame.variables.get(key);
    if (cell && cell.value !== ABSENT) return cell.value;
  }
  // `from .anchors import ROOT` in a package's `__init__`: what a module imports by name it hands on.
  const handed = frame.unit.language === 'python' && frame.unit.imports.find((entry) => entry.local === name);
  if (handed) return importedFromProject(m, handed, frame, { path: frame.unit.path, span: handed.span });
  for (const around of [...bare.slice(0, -1), ...spaces]) {
    const space = frame.variables.get(around)?.value;
    if (!space || space === ABSENT || space.kind !== 'class') continue;
    const inner = within(space, bare) ?? fieldOf(space.of.statics, bare.at(-1) ?? '');
    if (inner) return inner;
  }
  for (const entry of frame.unit.imports) {
    if (entry.local !== '*' || !entry.relative) continue;
    const link = m.files.linkImport(frame.unit.language, entry.qualified, frame.unit.path);
    const next = link ? loadFile(m, link.path) : null;
    const found = next ? definedIn(m, next, name, spaces, seen) : null;
    if (found) return found;
  }
  return null;
}
