/** Verbs on records and objects, by key. */
import { readMember } from '../code/read-member.js';
import { writeEntry, writeMember } from '../code/write-member.js';
import { assumedHolder } from '../library/makers.js';
import { oneOf } from '../memory/alternatives.js';
import { cellOf, fieldOf, keyText } from '../memory/fields.js';
import { anyEntry, elementsOf, listOf } from '../memory/lists.js';
import { ABSENT, type Abstract, NULL, referTo, type Thing, textOf, unknownOf } from '../memory/values.js';
import { isPeer } from './collections.js';
import { back, operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

/** Lays the entries of one record over those of another, and of the records inside. */
function layOver(call: VerbCall, target: Thing, record: Abstract): void {
  if (record.kind !== 'object') return;
  for (const [key, cell] of record.object.fields) {
    if (cell.value === ABSENT || key.startsWith('#')) continue;
    const before = cellOf(target, key)?.value;
    const inner =
      before && before !== ABSENT && before.kind === 'object' && cell.value.kind === 'object' ? before : null;
    if (inner) layOver(call, inner.object, cell.value);
    else call.m.write(target, key, cell);
  }
}

export const recordVerbs: Readonly<Record<string, Verb>> = {
  get: (call) => {
    const record = subject(call);
    const key = operand(call, 0);
    const known = key ? keyText(key) : null;
    const fallback = operand(call, 1) ?? call.args.named.get('default')?.value;
    if (!record || known === null) {
      const entry = record && anyEntry(call.m, record);
      const other = fallback && fallback !== ABSENT && fallback.kind !== 'function' ? fallback : null;
      if (!entry) return unknownOf('an entry whose name is not known');
      return other
        ? oneOf([
            { when: '', value: entry },
            { when: 'the key is another', value: other },
          ])
        : entry;
    }
    const value = readMember(call.m, record, known, call.site);
    // What a library does not have, as far as is known: `getattr(sys, "_MEIPASS", folder)`.
    if (value.kind === 'native' && fallback && fallback !== ABSENT && fallback.kind === 'text') return fallback;
    if (value.kind !== 'constant' || value.value !== null || !fallback || fallback === ABSENT) return value;
    // `fetch(key) { default }`.
    if (fallback.kind === 'function') return back(call, fallback, key ? [key] : []);
    return value.unset && fallback.kind === 'text' ? { ...fallback, unset: value.unset } : fallback;
  },
  /** `config.dig(:tls, :ca)`: one key after the other. */
  dig: (call) => {
    let value = subject(call);
    for (const { value: key } of call.args.positional) {
      const known = key === ABSENT ? null : keyText(key);
      if (!value || known === null) return unknownOf('an entry whose name is not known');
      value = readMember(call.m, value, known, call.site);
    }
    return value;
  },
  set: (call) => {
    const record = subject(call);
    const key = operand(call, 0);
    const value = operand(call, 1);
    if (record && value) writeEntry(call.m, record, key, value, call.site);
    return record;
  },
  /** `stream_context_set_option($context, 'ssl', 'cafile', $file)`, or a record of such records. */
  'set-nested': (call) => {
    const [given, first, second, value] = [0, 1, 2, 3].map((at) => positional(call, at));
    const target = given && call.row.type ? assumedHolder(call.m, given, call.row.type) : given;
    if (target?.kind !== 'object' || !first) return null;
    if (first.kind === 'object') layOver(call, target.object, first);
    const [outer, key] = [keyText(first), second ? keyText(second) : null];
    if (outer === null || key === null || !value) return null;
    const record = fieldOf(target.object, outer) ?? referTo(call.m.thing('record', null));
    if (!cellOf(target.object, outer)) call.m.write(target.object, outer, { value: record, at: call.site });
    writeMember(call.m, record, key, value, call.args.positional[3]?.at ?? call.site);
    return null;
  },
  'set-default': (call) => {
    const record = subject(call);
    const key = operand(call, 0);
    const known = key ? keyText(key) : null;
    const value = operand(call, 1);
    if (record && known === null && value) {
      writeEntry(call.m, record, key, value, call.site);
      return anyEntry(call.m, record) ?? value;
    }
    if (record?.kind !== 'object' || known === null) return unknownOf('an entry whose name is not known');
    if (!cellOf(record.object, known)) writeMember(call.m, record, known, operand(call, 1) ?? NULL, call.site);
    return fieldOf(record.object, known) ?? NULL;
  },
  /** `map.computeIfAbsent(key, function)`: what the function makes of the key stays. */
  'set-default-by': (call) => {
    const record = subject(call);
    const key = operand(call, 0);
    const known = key ? keyText(key) : null;
    const callee = operand(call, 1);
    if (record && known === null && callee) {
      writeEntry(call.m, record, key, back(call, callee, key ? [key] : []), call.site);
      return anyEntry(call.m, record) ?? unknownOf('an entry whose name is not known');
    }
    if (record?.kind !== 'object' || known === null || !callee) return unknownOf('an entry whose name is not known');
    const before = fieldOf(record.object, known);
    if (before) return before;
    writeMember(call.m, record, known, back(call, callee, key ? [key] : []), call.site);
    return fieldOf(record.object, known) ?? NULL;
  },
  /** `node.asText()` of what is there, `object.getAsJsonObject("tls")` of what is in it. */
  'get-or-self': (call) => (call.args.positional.length === 0 ? call.receiver : recordVerbs.get!(call)),
  /** `Map.of(key, value, key, value)`. */
  'record-of-pairs': (call) => {
    const record = call.m.thing('record', null);
    const cells = call.args.positional;
    for (let i = 0; i + 1 < cells.length; i += 2) {
      const key = keyText(cells[i]!.value as Abstract);
      if (key !== null) record.fields.set(key, cells[i + 1]!);
    }
    return referTo(record);
  },
  delete: (call) => {
    const record = subject(call);
    const key = operand(call, 0);
    const known = key ? keyText(key) : null;
    if (record?.kind !== 'object' || known === null) return unknownOf('an entry whose name is not known');
    const before = fieldOf(record.object, known) ?? operand(call, 1) ?? NULL;
    writeMember(call.m, record, known, ABSENT, call.site);
    return before;
  },
  keys: (call) => entryList(call, (key) => key),
  values: (call) => entryList(call, (_key, value) => value),
  entries: (call) => entryList(call, (key, value) => listOf(call.m, [key, value])),
};

function entryList(call: VerbCall, pick: (key: Abstract, value: Abstract) => Abstract): Abstract {
  const record = subject(call);
  const elements = record ? elementsOf(call.m, record) : null;
  if (elements === null) return unknownOf('entries that are not known', [], isPeer(record) ? { peer: true } : {});
  return listOf(
    call.m,
    elements.map((e) => pick(e.key.kind === 'constant' ? textOf(String(e.key.value)) : e.key, e.value)),
  );
}
