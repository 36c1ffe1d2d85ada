/**
 * Verbs on what Go programs keep their settings in: viper and koanf, which look for a file by name in several folders, and
 * structs that are filled from the environment by their tags. A variable that nothing sets leaves the default in force.
 */
import { posix } from 'node:path';
import { readMember } from '../code/read-member.js';
import { writeMember } from '../code/write-member.js';
import { cellOf, keyText } from '../memory/fields.js';
import { ABSENT, type Abstract, constantOf, NULL, referTo, type Thing, unknownOf } from '../memory/values.js';
import { parsedAs } from './data-files.js';
import { pourInto } from './decoding.js';
import { readFile } from './files.js';
import { argument, positional, type Verb, type VerbCall } from './verbs.js';

const SHARED = 'settings of the process';
const CONFIG = '#config';
const NAME = '#name';
const FILE = '#file';
const PREFIX = '#prefix';
const FOLDER = '#folder:';
const FALLBACK = '#default:';
const SET = '#set:';
const VARIABLE = '#variable:';
const ENDINGS = ['yaml', 'yml', 'json', 'toml', 'ini', 'env', 'properties'];

/** The object that settings were loaded into; functions of the package have one of their own. */
function storeOf(call: VerbCall): Thing {
  if (call.receiver?.kind === 'object') return call.receiver.object;
  const known = cellOf(call.m.slots, SHARED)?.value;
  if (known && known !== ABSENT && known.kind === 'object') return known.object;
  const made = call.m.thing('instance', null);
  call.m.write(call.m.slots, SHARED, { value: referTo(made), at: null });
  return made;
}

function keep(call: VerbCall, key: string, value: Abstract | null): Abstract {
  if (value) call.m.write(storeOf(call), key, { value, at: call.site });
  return NULL;
}

const text = (value: Abstract | null): string | null => (value ? keyText(value) : null);
const kept = (store: Thing, key: string): Abstract | null => {
  const value = cellOf(store, key)?.value;
  return value && value !== ABSENT ? value : null;
};

function formOf(path: string): 'json' | 'yaml' | 'ini' | 'properties' {
  const ending = posix.extname(path).slice(1);
  if (ending === 'json' || ending === 'properties') return ending;
  return ending === 'yaml' || ending === 'yml' ? 'yaml' : 'ini';
}

function readSettings(call: VerbCall, path: Abstract): Abstract | null {
  if (path.kind !== 'text') return null;
  const content = readFile(call, path);
  return content.kind === 'text' ? parsedAs(call, content, formOf(path.text)) : null;
}

/** The file that was named, or the first of that name in the folders, whatever its ending. */
function findSettings(call: VerbCall, store: Thing): Abstract | null {
  const file = kept(store, FILE);
  if (file) return readSettings(call, file);
  const name = text(kept(store, NAME)) ?? 'config';
  const folders = [...store.fields].flatMap(([key, cell]) =>
    key.startsWith(FOLDER) && cell.value !== ABSENT ? [cell.value] : [],
  );
  for (const folder of folders) {
    const written = keyText(folder);
    if (written === null || folder.kind !== 'text') continue;
    for (const ending of ENDINGS) {
      const found = readSettings(call, { ...folder, text: posix.join(written, `${name}.${ending}`) });
      if (found) return found;
    }
  }
  return null;
}

/** `tls.ca` within records, in any case. */
function below(call: VerbCall, record: Abstract | null, key: string): Abstract | null {
  let at = record;
  for (const part of key.split('.')) {
    if (at?.kind !== 'object') return null;
    const name = [...at.object.fields.keys()].find((each) => each.toLowerCase() === part.toLowerCase());
    at = name === undefined ? null : readMember(call.m, at, name, call.site);
  }
  return at;
}

/** What was set by the program, by the environment, by the file, or is the default: in this order. */
function lookUpSetting(call: VerbCall, store: Thing, key: string): Abstract | null {
  const set = kept(store, SET + key.toLowerCase());
  if (set) return set;
  const bound = text(kept(store, VARIABLE + key.toLowerCase()));
  const prefix = text(kept(store, PREFIX));
  const names = [bound, `${prefix === null ? '' : `${prefix}_`}${key.replace(/[.-]/g, '_')}`.toUpperCase()];
  for (const name of names) {
    const cell = name === null ? null : cellOf(call.m.environment, name);
    if (cell && cell.value !== ABSENT) return cell.value;
  }
  return below(call, kept(store, CONFIG), key) ?? kept(store, FALLBACK + key.toLowerCase());
}

const keyed =
  (kind: string): Verb =>
  (call) => {
    const key = text(positional(call, 0));
    return key === null ? NULL : keep(call, kind + key.toLowerCase(), positional(call, 1));
  };

/** `CA string \`env:"CA_FILE"\``: a field whose variable is set takes its value; defaults are there from the start. */
function fillFromEnvironment(call: VerbCall, target: Abstract, prefix: string): void {
  if (target.kind !== 'object') return;
  for (const field of target.object.of?.definition.fields ?? []) {
    const name = field.key ?? field.name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
    const cell = cellOf(call.m.environment, prefix + name) ?? cellOf(call.m.environment, name);
    const inner = cellOf(target.object, field.name)?.value;
    if (cell && cell.value !== ABSENT) writeMember(call.m, target, field.name, cell.value, cell.at ?? call.site);
    else if (inner && inner !== ABSENT && inner.kind === 'object' && inner.object.of)
      fillFromEnvironment(call, inner, prefix);
  }
}

export const goSettingsVerbs: Readonly<Record<string, Verb>> = {
  'name-settings': (call) => keep(call, NAME, positional(call, 0)),
  'name-settings-file': (call) => keep(call, FILE, positional(call, 0)),
  'add-settings-folder': (call) => keep(call, `${FOLDER}${storeOf(call).fields.size}`, positional(call, 0)),
  'prefix-settings': (call) => keep(call, PREFIX, positional(call, 0)),
  'default-setting': keyed(FALLBACK),
  'set-setting': keyed(SET),
  'bind-setting': keyed(VARIABLE),
  'read-settings': (call) => keep(call, CONFIG, findSettings(call, storeOf(call))),
  /** `k.Load(file.Provider(path), yaml.Parser())`. */
  'load-settings': (call) => {
    const path = positional(call, 0);
    return path ? keep(call, CONFIG, readSettings(call, path)) : NULL;
  },
  setting: (call) => {
    const key = text(argument(call, 0));
    if (key === null) return unknownOf('a setting whose name is not known');
    return lookUpSetting(call, storeOf(call), key) ?? unknownOf(`the setting ${key}`);
  },
  /** `v.Sub("tls")`: the settings below, in an object of their own. */
  'sub-settings': (call) => {
    const key = text(positional(call, 0));
    const made = call.m.thing('instance', call.row.type ?? null);
    const inner = key === null ? null : below(call, kept(storeOf(call), CONFIG), key);
    if (inner) made.fields.set(CONFIG, { value: inner, at: null });
    return referTo(made);
  },
  /** `viper.Unmarshal(&config)`, `viper.UnmarshalKey("tls", &config)`. */
  'pour-settings': (call) => {
    const store = storeOf(call);
    const [target, key] = [
      positional(call, 1) ?? positional(call, 0),
      positional(call, 1) ? positional(call, 0) : null,
    ];
    if (target?.kind !== 'object') return NULL;
    const name = key ? keyText(key) : '';
    for (const [field, cell] of store.fields) {
      const fallback = field.startsWith(FALLBACK) ? field.slice(FALLBACK.length).split('.') : null;
      if (fallback && cell.value !== ABSENT) pourInto(call, target, nested(call, fallback, cell.value));
    }
    const config = kept(store, CONFIG);
    const record = name ? below(call, config, name) : config;
    if (record?.kind === 'object') pourInto(call, target, record);
    return NULL;
  },
  /** `cleanenv.ReadConfig("config.yml", &config)`. */
  'pour-file': (call) => {
    const path = positional(call, 0);
    const target = positional(call, 1);
    const record = path ? readSettings(call, path) : null;
    if (target?.kind === 'object' && record?.kind === 'object') pourInto(call, target, record);
    if (target) fillFromEnvironment(call, target, '');
    return NULL;
  },
  /** `env.Parse(&config)`, `envconfig.Process("shop", &config)`. */
  'pour-environment': (call) => {
    const prefix = positional(call, 1) ? text(positional(call, 0)) : null;
    const target = positional(call, 1) ?? positional(call, 0);
    if (target) fillFromEnvironment(call, target, prefix ? `${prefix.toUpperCase()}_` : '');
    return NULL;
  },
  'setting-is-set': (call) => {
    const key = text(argument(call, 0));
    return constantOf(key !== null && lookUpSetting(call, storeOf(call), key) !== null);
  },
};

/** `tls.ca` as a record within a record. */
function nested(
  call: VerbCall,
  [name, ...rest]: readonly string[],
  value: Abstract,
): Extract<Abstract, { kind: 'object' }> {
  const record = call.m.thing('record', null);
  const inner = rest.length === 0 ? value : nested(call, rest, value);
  if (name !== undefined) record.fields.set(name, { value: inner, at: null });
  return referTo(record) as Extract<Abstract, { kind: 'object' }>;
}
