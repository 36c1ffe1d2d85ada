/** Verbs that pour a configuration file into an object of the program, by the names and tags of its fields. */
import { escape } from '../code/escape.js';
import { instantiate } from '../code/instances.js';
import { lookUp } from '../code/names.js';
import { writeMember } from '../code/write-member.js';
import { cellOf } from '../memory/fields.js';
import { type Abstract, DECODED, NULL, type ProjectClass } from '../memory/values.js';
import { parsedAs } from './data-files.js';
import { positional, type Verb, type VerbCall } from './verbs.js';

const OVER = '#over';

/** What is decoded: the first argument, or what the decoder was made over. */
function given(call: VerbCall): Abstract | null {
  if (call.row.method === undefined) return positional(call, 0);
  const over = call.receiver?.kind === 'object' ? cellOf(call.receiver.object, OVER)?.value : null;
  return over && typeof over !== 'symbol' ? over : call.receiver;
}

const decode =
  (form: 'json' | 'yaml' | 'ini'): Verb =>
  (call) => {
    const content = given(call);
    const target = positional(call, call.row.method === undefined ? 1 : 0);
    const parsed = content ? parsedAs(call, content, form) : null;
    if (target?.kind !== 'object') return NULL;
    if (parsed?.kind === 'object') fill(call, target, parsed, 0);
    else escape(call.m, target);
    return NULL;
  };

type Held = Extract<Abstract, { kind: 'object' }>;

const DEEPEST = 8;

/** `ca_file`, `caFile` and `CAFile` are one name. */
const plainKey = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function fill(call: VerbCall, target: Held, parsed: Held, depth: number): void {
  const { of } = target.object;
  for (const [key, cell] of parsed.object.fields) {
    const value = cell.value;
    if (key.startsWith('#') || typeof value === 'symbol') continue;
    const field = of ? fieldFor(of, key) : undefined;
    const name = field?.name ?? key;
    const at = cell.at ?? call.site;
    const inner = value.kind === 'object' && field?.type ? structFor(call, of!, target, name, field.type) : null;
    if (inner && value.kind === 'object' && depth < DEEPEST) {
      fill(call, inner, value, depth + 1);
      writeMember(call.m, target, name, inner, at);
    } else {
      if (value.kind === 'object' && value.object.shape === 'record')
        value.object.fields.set(DECODED, { value: NULL, at: null });
      writeMember(call.m, target, name, value, at);
    }
  }
}

export const pourInto = (call: VerbCall, target: Held, parsed: Held): void => fill(call, target, parsed, 0);

function fieldFor(of: ProjectClass, key: string) {
  const { fields } = of.definition;
  return (
    fields.find((field) => (field.key ?? field.name) === key) ??
    fields.find((field) => field.key?.toLowerCase() === key.toLowerCase()) ??
    fields.find((field) => plainKey(field.name) === plainKey(key))
  );
}

/** The struct within a struct: the one that is there, or a new one of the declared type. */
function structFor(call: VerbCall, of: ProjectClass, target: Held, name: string, type: string): Held | null {
  const present = cellOf(target.object, name)?.value;
  if (present && typeof present !== 'symbol' && present.kind === 'object' && present.object.of) return present;
  const declared = lookUp(call.m, type, of.frame, call.site);
  if (declared.kind !== 'class') return null;
  const made = instantiate(call.m, declared.of, [], new Map(), call.site);
  return made.kind === 'object' ? made : null;
}

export const decodingVerbs: Readonly<Record<string, Verb>> = {
  'decode-json': decode('json'),
  'decode-yaml': decode('yaml'),
  'decode-toml': decode('ini'),
  /** `configuration.GetSection("Tls").Bind(options)`: the entries of the receiver. */
  'pour-record': (call) => {
    const target = positional(call, 0);
    if (target?.kind === 'object' && call.receiver?.kind === 'object') fill(call, target, call.receiver, 0);
    return NULL;
  },
};
