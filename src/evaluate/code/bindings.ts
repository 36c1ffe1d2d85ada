/** Variables and fields get their values. */
import type { Bind, Write } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { lineage } from '../../models/index-models.js';
import { listOf } from '../../models/load-models.js';
import type { Machine } from '../machine.js';
import { keyText } from '../memory/fields.js';
import { type Frame, fileFrame, frameOf } from '../memory/frame.js';
import { addToList, type Element, elementsOf, listOf as listOfValues } from '../memory/lists.js';
import { basesOf } from '../memory/methods.js';
import { ABSENT, type Abstract, NULL, referTo, textOf, through } from '../memory/values.js';
import type { Site } from '../pin.js';
import { escape } from './escape.js';
import { evaluate } from './expressions.js';
import { typeName } from './imported-names.js';
import { loadFile } from './modules.js';
import { lookUp } from './names.js';
import { opened } from './opened.js';
import { unknownArgument } from './parameters.js';
import { writeEntry, writeMember } from './write-member.js';

export function runBind(m: Machine, step: Bind, frame: Frame): void {
  const site = m.site(step.span, frame);
  let value = evaluate(m, step.value, frame, { name: step.name, ...(step.type && { type: step.type }) });
  if (step.value.kind === 'lambda' && step.hoisted && value.kind === 'function') {
    const before = frame.variables.get(step.name)?.value;
    if (
      before &&
      before !== ABSENT &&
      before.kind === 'function' &&
      before.frame === frame &&
      before.lambda !== value.lambda
    ) {
      value = { ...value, overloads: [...(before.overloads ?? []), before] };
    }
  } else if (step.value.kind !== 'lambda' && step.value.kind !== 'class')
    value = through(shaped(m, ofDeclaredType(m, value, step, frame), step, frame, site), site);
  bindName(m, frame, step.name, value, step.scope, site);
}

/** `SSLOptions options = SSLOptions_initializer`: an object of the declared type, whatever the name stands for. */
function ofDeclaredType(m: Machine, value: Abstract, step: Bind, frame: Frame): Abstract {
  if (!step.type || step.value.kind !== 'name' || value.kind !== 'unknown' || value.peer) return value;
  return m.index.holders.has(typeName(m, step.type, frame)) ? unknownArgument(m, step.name, step.type, frame) : value;
}

/** `struct options o = { "api", "ca.pem" }`: the elements are the fields of the struct, in their order. */
function shaped(m: Machine, value: Abstract, step: Bind, frame: Frame, site: Site): Abstract {
  if (!step.type || value.kind !== 'object' || value.object.shape !== 'list' || value.object.type) return value;
  const elements = elementsOf(m, value);
  const type = elements && elements.length > 0 ? lookUp(m, step.type, frame, site) : null;
  if (!elements || type?.kind !== 'class') return value;
  const { fields } = type.of.definition;
  const asRecord = (list: readonly Element[]): Abstract => {
    const thing = m.thing('record', null);
    for (const [i, element] of list.entries())
      thing.fields.set(fields[i]?.name ?? String(i), { value: element.value, at: site });
    return referTo(thing, value.trail);
  };
  const rows = elements.map(({ value: row }) => (row.kind === 'object' && !row.object.of ? elementsOf(m, row) : null));
  if (rows.every((row) => row !== null)) return listOfValues(m, rows.map(asRecord));
  return elements.length <= fields.length ? asRecord(elements) : value;
}

export function bindName(
  m: Machine,
  frame: Frame,
  name: string,
  value: Abstract,
  scope: Bind['scope'],
  site: Site,
): void {
  const owner = scope === 'nearest' ? (frameOf(frame, name) ?? packageFrame(m, frame, name)) : null;
  const isField =
    scope === 'nearest' &&
    frame.self !== null &&
    (owner
      ? owner.kind === 'class' && declaresField(owner, name)
      : hasField(frame, name) || inheritsField(m, frame.self, name));
  if (isField && frame.self) writeMember(m, frame.self, name, value, site);
  else m.setVariable(owner ?? ownFrame(frame, scope), name, value, site);
}

/** All files of a Go package share one scope: a variable of another file is written there. */
function packageFrame(m: Machine, frame: Frame, name: string): Frame | null {
  const { unit } = fileFrame(frame);
  if (unit.language !== 'go') return null;
  for (const path of m.files.definers('go', name, unit.path)) {
    const other = loadFile(m, path);
    if (!other?.variables.has(name)) continue;
    for (const key of m.elsewhere.keys()) if (key.endsWith(`\n${name}`)) m.elsewhere.delete(key);
    return other;
  }
  return null;
}

/** The variable or field that an argument names gets a value; anything else that stands there keeps none. */
export function assignTo(m: Machine, target: Value, frame: Frame, value: Abstract, site: Site): void {
  if (target.kind === 'name') bindName(m, frame, target.name, value, 'nearest', site);
  else if (target.kind === 'member' && typeof target.key === 'string' && isPath(target.object))
    writeMember(m, evaluate(m, target.object, frame), target.key, value, site);
}

/** To read it again changes nothing. */
const isPath = (value: Value): boolean =>
  value.kind === 'name' || (value.kind === 'member' && typeof value.key === 'string' && isPath(value.object));

/** Where a variable that nobody has yet comes to be. */
function ownFrame(frame: Frame, scope: Bind['scope']): Frame {
  if (scope === 'module') return fileFrame(frame);
  let at = frame;
  while (at.kind === 'block' && scope === 'nearest' && at.outer) at = at.outer;
  return at;
}

/** A field that the class has from a class of a library: `ServerCertificateCustomValidationCallback` in a handler of ours. */
function inheritsField(m: Machine, self: Abstract, name: string): boolean {
  if (self.kind !== 'object' || self.object.type === null) return false;
  return lineage(m.index, self.object.type).some((type) => {
    const row = m.index.holders.get(type)?.row;
    return row?.parts?.[name] !== undefined || (row?.trust ?? []).some((place) => listOf(place.field).includes(name));
  });
}

const declaresField = (frame: Frame, name: string): boolean =>
  frame.home?.definition.fields.some((field) => field.name === name) ?? false;

/** A bare name in a method may be a field of the class around, or of one that it extends. */
export function hasField(frame: Frame, name: string): boolean {
  const queue = frame.home ? [frame.home] : [];
  for (let at = queue.shift(); at; at = queue.shift()) {
    if ([at, ...at.pieces].some(({ definition }) => definition.fields.some((field) => field.name === name)))
      return true;
    for (const base of basesOf(at)) if (base.kind === 'class') queue.push(base.of);
  }
  return false;
}

export function runWrite(m: Machine, step: Write, frame: Frame): void {
  const site = m.site(step.span, frame);
  const found = evaluate(m, step.object, frame);
  const value = step.value === 'absent' ? ABSENT : evaluate(m, step.value, frame);
  const object = (value !== ABSENT && step.key !== null && opened(m, step.object, found, frame)) || found;
  // Whoever handed the object in keeps it.
  if (object !== found && value !== ABSENT && found.kind === 'unknown') escape(m, value);
  if (step.key === null) {
    addToList(m, object, value === ABSENT ? NULL : value, site);
    return;
  }
  const key = typeof step.key === 'string' ? textOf(step.key) : evaluate(m, step.key, frame);
  const known = keyText(key);
  if (known === null) {
    if (value !== ABSENT) writeEntry(m, object, key, value, site);
  } else if (step.direct && object.kind === 'object') m.write(object.object, known, { value, at: site });
  else writeMember(m, object, known, value, givenFrom(m, step.key, frame) ?? site);
}

/** Where the caller says which option it means, and this function only writes it: `options[mode] = path`. */
function givenFrom(m: Machine, key: string | Value, frame: Frame): Site | null {
  if (typeof key === 'string' || key.kind !== 'name') return null;
  const at = frameOf(frame, key.name)?.variables.get(key.name)?.at ?? null;
  const running = m.stack.at(-1)?.span;
  if (at === null || running === undefined) return null;
  const isInside = at.path === frame.unit.path && at.span.line >= running.line && at.span.endLine <= running.endLine;
  return isInside ? null : at;
}
