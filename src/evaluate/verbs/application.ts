/** Verbs that ask the configuration of an application: properties and YAML that its framework reads by convention. */
import { cellOf } from '../memory/fields.js';
import { type Abstract, NULL, referTo, type TextValue, textOf, unknownOf } from '../memory/values.js';
import { parsedAs } from './data-files.js';
import { readFile } from './files.js';
import { positional, type Verb, type VerbCall } from './verbs.js';

/** Where Spring and MicroProfile look, the strongest first. */
const FILES = [
  'config/application.properties',
  'config/application.yml',
  'application.properties',
  'application.yml',
  'application.yaml',
  'bootstrap.yml',
  'META-INF/microprofile-config.properties',
] as const;

const PLACEHOLDER = /\$\{([^${}:]+)(?::([^{}]*))?\}/;
const DEEPEST = 6;

function property(call: VerbCall, key: string): Abstract | null {
  const set = cellOf(call.m.properties, key)?.value;
  if (set && typeof set !== 'symbol') return set;
  for (const file of FILES) {
    const content = readFile(call, textOf(`classpath:${file}`));
    if (content.kind !== 'text') continue;
    const parsed = parsedAs(call, content, file.endsWith('.properties') ? 'properties' : 'yaml');
    const found = entryOf(parsed, key.split('.'));
    if (found) return found;
  }
  return null;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `client.trust-store`, nested or as one key; dashes and capitals make no difference. */
function entryOf(record: Abstract, path: readonly string[]): Abstract | null {
  if (path.length === 0) return record.kind === 'object' ? null : record;
  if (record.kind !== 'object') return null;
  for (let length = path.length; length > 0; length--) {
    const wanted = plain(path.slice(0, length).join(''));
    for (const [key, { value }] of record.object.fields) {
      if (typeof value === 'symbol' || plain(key) !== wanted) continue;
      const found = entryOf(value, path.slice(length));
      if (found) return found;
    }
  }
  return null;
}

/** Puts values in place of `${key:default}`; null where one of them is not set anywhere. */
function filled(call: VerbCall, text: TextValue, depth: number): Abstract {
  const found = PLACEHOLDER.exec(text.text);
  if (!found || depth > DEEPEST) return text;
  const [whole, key = '', fallback] = found;
  const variable = cellOf(call.m.environment, key.toUpperCase().replace(/[.-]/g, '_'))?.value;
  const value = (variable && typeof variable !== 'symbol' ? variable : null) ?? property(call, key.trim());
  const given = value ?? (fallback === undefined ? null : { ...textOf(fallback), unset: key });
  if (given === null) return unknownOf(`${key} is not set in the sources`);
  if (given.kind !== 'text') return whole === text.text ? given : unknownOf(`${key} is not a text`);
  const trail = [...given.trail, ...text.trail];
  const unset = given.unset ?? text.unset;
  const inserted = text.text.replace(whole, () => given.text);
  return filled(call, { ...textOf(inserted, trail), ...(unset && { unset }) }, depth + 1);
}

/** `spring.ssl.bundle.jks.NAME.truststore.location`, in either of the two forms of a bundle. */
function bundleOf(call: VerbCall, name: string): Abstract {
  const made = call.m.thing('instance', call.row.type ?? null);
  for (const [form, field] of BUNDLE_ENTRIES) {
    const value = property(call, `spring.ssl.bundle.${form}.${name}.truststore.${field}`);
    const known = value?.kind === 'text' ? filled(call, value, 0) : value;
    if (known) made.fields.set(field, { value: known, at: call.site });
  }
  return referTo(made);
}

const BUNDLE_ENTRIES = [
  ['jks', 'location'],
  ['jks', 'password'],
  ['pem', 'certificate'],
] as const;

export const applicationVerbs: Readonly<Record<string, Verb>> = {
  /** `@Value("${client.ca:conf/ca.pem}")`. */
  placeholder: (call) => {
    const written = positional(call, 0);
    return written?.kind === 'text' ? filled(call, written, 0) : unknownOf('a property whose name is not known');
  },
  /** `bundles.getBundle("gateway")`. */
  'trust-bundle': (call) => {
    const name = positional(call, 0);
    return name?.kind === 'text' ? bundleOf(call, name.text) : unknownOf('a bundle whose name is not known');
  },
  /** `config.getValue(key, String.class)`: what follows the key is a type. */
  'setting-of-key': (call) => {
    const key = positional(call, 0);
    const value = key?.kind === 'text' ? property(call, key.text) : null;
    if (value?.kind === 'text') return filled(call, value, 0);
    return (
      value ??
      unknownOf(key?.kind === 'text' ? `${key.text} is not set in the sources` : 'a property whose name is not known')
    );
  },
  /** `environment.getProperty(key, default)`, and the fields of configuration classes: null where nothing sets it. */
  'application-property': (call) => {
    const key = positional(call, 0);
    if (key?.kind !== 'text') return unknownOf('a property whose name is not known');
    const value = property(call, key.text);
    return value?.kind === 'text' ? filled(call, value, 0) : (value ?? positional(call, 1) ?? NULL);
  },
};
