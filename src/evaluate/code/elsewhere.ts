/** Names that no import explains: from the same package, an included header, or the rest of the program. */
import type { Unit } from '../../ir/step.js';
import type { Machine } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import { type Frame, fileFrame } from '../memory/frame.js';
import { ABSENT, type Abstract, type ProjectClass } from '../memory/values.js';
import { imported } from './imported-names.js';
import { importedFromProject } from './imports.js';
import { loadFile } from './modules.js';

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

/**
 * Methods of C++ that stand outside their class, in a file that nobody includes, are written into it; of a partial class of
 * C#, the other pieces are read.
 */
export function completeClass(m: Machine, of: ProjectClass): void {
  const { unit } = fileFrame(of.frame);
  const key = `${unit.path}\nclass ${of.definition.name}`;
  const isScattered = ['c', 'cpp'].includes(unit.language) || of.definition.partial === true;
  if (!isScattered || m.elsewhere.has(key)) return;
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

/** A class or module whose body is running, so that the file does not know it by name yet: it has led here in a circle. */
function classUnderway(m: Machine, frame: Frame, name: string): Abstract | null {
  for (const of of m.classes.values())
    if (of.frame.outer === frame && of.definition.name === name) return { kind: 'class', of, trail: [] };
  return null;
}

/** In the file, in what it includes itself, or as a nested name of a module (`Shop::CA`). */
export function definedIn(
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
  const whole = bare.length === 1 ? classUnderway(m, frame, name) : null;
  if (whole) return whole;
  // `from .anchors import ROOT` in a package's `__init__`: what a module imports by name it hands on.
  const handed = frame.unit.language === 'python' && frame.unit.imports.find((entry) => entry.local === name);
  if (handed) return importedFromProject(m, handed, frame, { path: frame.unit.path, span: handed.span });
  // `using CtxPtr = std::unique_ptr<SSL_CTX, Free>;` in a header.
  const isRenamed = frame.unit.language === 'cpp' && frame.unit.imports.some(({ local }) => local === name);
  const renamed = isRenamed ? imported(m, name, frame) : null;
  if (renamed) return renamed;
  for (const around of [...bare.slice(0, -1), ...spaces]) {
    const space = frame.variables.get(around)?.value ?? classUnderway(m, frame, around);
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
