/** Calls that set fields of a holder or put certificates into it. */
import type { HolderRow } from '../../models/index-models.js';
import { listOf } from '../../models/load-models.js';
import type { ArgumentAt, Place } from '../../models/place-schema.js';
import type { FilledBy, Sets } from '../../models/schema.js';
import { mergeInto } from '../code/expressions.js';
import { writeMember } from '../code/write-member.js';
import type { Machine } from '../machine.js';
import { type Arguments, nameArguments } from '../memory/arguments.js';
import { cellOf, keyText } from '../memory/fields.js';
import { ABSENT, type Abstract, type Cell, constantOf, NULL, textOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { accept } from '../trust/accept.js';
import { shortName } from '../trust/api-names.js';
import type { Check } from '../trust/check.js';
import { holds, isMet } from '../trust/conditions.js';
import { addFill, takeAllOut } from '../trust/fills.js';
import { namedRoots } from '../trust/named-roots.js';
import { argumentAt, fieldPath, first, meaningOf, type Scope } from '../trust/places.js';
import { assumedHolder, isNull } from './makers.js';

export function holderOf(
  m: Machine,
  { row, holder }: HolderRow<FilledBy | Sets>,
  receiver: Abstract | null,
  args: Arguments,
): Abstract | null {
  if (row.of === undefined) return receiver;
  const value = argumentAt(row.of, args)?.value as Abstract | undefined;
  return value ? assumedHolder(m, value, holder.type) : null;
}

export function applySet(
  m: Machine,
  { row, holder, model }: HolderRow<Sets>,
  target: Abstract | null,
  args: Arguments,
  site: Site,
): Abstract | null {
  if (!target) return null;
  if (target.kind === 'oneOf') {
    // What holds of one of them may not hold of another.
    for (const option of target.options)
      if (option.value.kind === 'object') applySet(m, { row, holder, model }, option.value, args, site);
    return target;
  }
  const named: Arguments = row.parameters
    ? { positional: args.positional, named: nameArguments(args, row.parameters) }
    : args;
  const scope: Scope = { args: named, receiver: target, holder, model };
  if (!isMet(m, row['only-if'], scope)) return target;
  // A default for what nobody has set: where one of two branches did, the other is as a rule the way of an error.
  if (row['only-if']?.missing && !holds(m, row['only-if'], scope).every((each) => each.holds)) return target;
  const cell = row.argument === undefined ? null : argumentAt(row.argument, named);
  if (row.each) {
    const value = cell?.value;
    if (value && typeof value !== 'symbol') setEach(m, target, value, site);
    return target;
  }
  const value = row.value !== undefined ? literalOf(row.value) : cell ? (cell.value as Abstract) : null;
  if (value === null) return target;
  const keys =
    row.key === undefined ? row.field : keyText((argumentAt(row.key, named)?.value as Abstract | undefined) ?? NULL);
  // The place of a keyed setter is the whole call: the key alone says what it does.
  const at = row.key === undefined && cell?.at ? cell.at : site;
  m.recorder.removals.call(at, site, row);
  if (keys) writeMember(m, target, keys, value, at);
  return target;
}

export const literalOf = (value: string | number | boolean | null): Abstract =>
  typeof value === 'string' ? textOf(value) : constantOf(value);

/** Sets what stands in a record. One of several records leaves one of several values. */
function setEach(m: Machine, target: Abstract, record: Abstract, site: Site): void {
  const before = target.kind === 'object' ? target.object.fields : new Map<string, Cell>();
  const after = new Map(before);
  mergeInto(after, record);
  for (const [key, cell] of after)
    if (before.get(key) !== cell && cell.value !== ABSENT) writeMember(m, target, key, cell.value, cell.at ?? site);
}

export function applyFill(
  m: Machine,
  { row, holder, model }: HolderRow<FilledBy>,
  name: string,
  target: Abstract | null,
  args: Arguments,
  site: Site,
): Abstract | null {
  if (target?.kind === 'oneOf') {
    for (const option of target.options) fillOne(m, { row, holder, model }, name, option.value, args, site);
  } else if (target) fillOne(m, { row, holder, model }, name, target, args, site);
  return target;
}

function fillOne(
  m: Machine,
  { row, holder, model }: HolderRow<FilledBy>,
  name: string,
  target: Abstract,
  args: Arguments,
  site: Site,
): void {
  if (target.kind !== 'object') return;
  const thing = target.object;
  const named: Arguments = row.parameters
    ? { positional: args.positional, named: nameArguments(args, row.parameters) }
    : args;
  const whole =
    row.environment !== undefined
      ? cellOf(m.environment, row.environment)
      : row.argument === undefined
        ? null
        : argumentAt(row.argument, named);
  const cell = whole && row.option !== undefined ? partAt(m, whole, row.option) : whole;
  if ((row.argument ?? row.environment) !== undefined && cell === null) return;
  const said = (at: ArgumentAt | undefined) =>
    at === undefined ? null : keyText((argumentAt(at, named)?.value as Abstract | undefined) ?? NULL);
  const how = { alias: said(row.alias), host: said(row.for), resets: row.resets ?? false };
  const scope: Scope = { args: named, receiver: target, holder, model };
  if (!isMet(m, row['only-if'], scope)) return;
  if (row.empties) {
    takeAllOut(m, thing);
    return;
  }
  if (cell === null) {
    addFill(m, thing, [defaultFill(m, row.default ?? 'system', site)], shortName(name), how);
    return;
  }
  const value = cell.value as Abstract;
  if (isNull(value)) {
    const meaning = meaningOf(row['when-null'] ?? 'further', row.default ?? 'system', site);
    if (meaning) addFill(m, thing, [{ when: '', check: meaning, site }], shortName(name), how);
    return;
  }
  const place: Place = {
    ...(row.accepts && { accepts: row.accepts }),
    ...(row.reads && { reads: row.reads }),
    ...(row.reader && { reader: row.reader }),
    ...(row.matches && { matches: row.matches }),
    ...(row.password && { password: row.password }),
    ...(row.verifier && { verifier: row.verifier }),
  };
  const accepted = accept(m, value, place, scope, cell.at ?? site);
  if (accepted.every((a) => a.check === null)) return;
  // What a call that makes the holder is given goes alone: the call stays.
  if (row.call === undefined || row.of !== undefined || row.remove)
    m.recorder.removals.call(cell.at ?? site, site, row);
  addFill(
    m,
    thing,
    // Where nothing was there to put in, the program has given up already.
    accepted.flatMap((a) =>
      a.check ? { when: a.when, check: filledBy(a.check, row, site), site: a.site ?? cell.at ?? site } : [],
    ),
    shortName(name),
    how,
  );
}

/** The sources remember the call, if the model can say how more is put in beside them. */
function filledBy(check: Check, { append }: FilledBy, call: Site): Check {
  if (append === undefined) return check;
  switch (check.check) {
    case 'any':
    case 'all':
      return { ...check, of: check.of.map((one) => filledBy(one, { append }, call)) };
    case 'anchors':
      return {
        ...check,
        sources: check.sources.map((source) =>
          source.kind === 'file' || source.kind === 'inline' ? { filling: { call, append }, ...source } : source,
        ),
      };
    default:
      return check;
  }
}

function defaultFill(m: Machine, name: string, site: Site) {
  const roots = namedRoots(m, name, site);
  return { when: '', check: roots.check, site: roots.site ?? site };
}

const partAt = (m: Machine, { value }: Cell, paths: string | readonly string[]): Cell | null =>
  value === ABSENT ? null : first(listOf(paths), (path) => fieldPath(m, value, path));
