/**
 * Files that a framework reads by their name: what they export, return or leave in a variable is options of a client that
 * the framework makes. Nobody in the project calls anything there.
 */
import type { Row } from '../../models/index-models.js';
import { listOf } from '../../models/load-models.js';
import type { Setting } from '../../models/schema.js';
import { callFunction } from '../code/calls.js';
import type { Machine } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { elementsOf } from '../memory/lists.js';
import { ABSENT, type Abstract, unknownOf } from '../memory/values.js';
import { connect } from '../trust/connect.js';
import { fieldPath } from '../trust/places.js';

const START = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** `given` is what the file returned, where its language has that. */
export function judgeSettings(m: Machine, file: Frame, given: Abstract | null): void {
  const { path } = file.unit;
  for (const setting of m.index.settings) {
    if (!listOf(setting.row.file).some((pattern) => isFile(path, pattern))) continue;
    for (const value of valuesOf(m, setting.row, file, given))
      for (const record of recordsAt(m, value, listOf(setting.row.at))) judgeRecord(m, setting, record, path);
  }
}

function judgeRecord(m: Machine, { row, model }: Row<Setting>, record: Abstract, path: string): void {
  const { label, trust, 'off-when': off } = row;
  const args = { positional: [{ value: record, at: null }], named: new Map() };
  const connection = { host: 0, trust, ...(off !== undefined && { 'off-when': off }) };
  connect(m, { row: connection, model }, label, null, args, { path, span: START });
}

function valuesOf(m: Machine, row: Setting, file: Frame, given: Abstract | null): Abstract[] {
  if (row.variable === undefined && given && given.kind !== 'constant') return [given];
  return listOf(row.variable ?? ['exports', 'default']).flatMap((name) => {
    // `from .base import *`, and then a write into what stands there.
    const value = file.variables.get(name)?.value ?? m.elsewhere.get(`${file.unit.path}\n${name}`) ?? ABSENT;
    return value === ABSENT ? [] : [optionsIn(m, value, file.unit.path)];
  });
}

/** `export default ({ env }) => ({ … })`: the framework calls it. */
function optionsIn(m: Machine, value: Abstract, path: string): Abstract {
  if (value.kind !== 'function') return value;
  const unknown = value.lambda.parameters.map((p) => unknownOf(`${p.name} comes from the framework`));
  return callFunction(m, value, unknown, { path, span: START });
}

/** `connections.*`: a star stands for every entry. No path, or an empty one: the value itself. */
function recordsAt(m: Machine, value: Abstract, paths: readonly string[]): Abstract[] {
  if (paths.length === 0) return [value];
  return paths.flatMap((path) => below(m, value, path === '' ? [] : path.split('.')));
}

function below(m: Machine, value: Abstract, [step, ...rest]: readonly string[]): Abstract[] {
  if (step === undefined) return [value];
  if (value.kind === 'oneOf') return value.options.flatMap((option) => below(m, option.value, [step, ...rest]));
  if (step === '*') return (elementsOf(m, value) ?? []).flatMap((element) => below(m, element.value, rest));
  const cell = fieldPath(m, value, step);
  return cell && cell.value !== ABSENT ? below(m, cell.value, rest) : [];
}

/** The end of a path, with `*` for anything within one name: `config/database.php`, `*settings*.py`. */
function isFile(path: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*');
  return new RegExp(`(^|/)${escaped}$`).test(path);
}
