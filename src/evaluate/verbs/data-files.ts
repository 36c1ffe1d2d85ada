/** Verbs that turn the text of a configuration file into records: a path to a trust store often stands there. */
import { parse as parseYaml } from 'yaml';
import { mergeInto } from '../code/expressions.js';
import { readMember } from '../code/read-member.js';
import { each } from '../memory/alternatives.js';
import { cellOf, fieldOf, keyText } from '../memory/fields.js';
import { listOf } from '../memory/lists.js';
import {
  ABSENT,
  type Abstract,
  constantOf,
  NULL,
  OPEN,
  referTo,
  type TextValue,
  textOf,
  unknownOf,
} from '../memory/values.js';
import type { Trail } from '../pin.js';
import { readFile } from './files.js';
import { interpolate } from './interpolation.js';
import { operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

type Parser = (text: string) => unknown;

/** `[section]`, then `key = value` or `key: value`; quotes around a value are TOML's and fall away. */
function parseIni(text: string): unknown {
  const root: Record<string, unknown> = {};
  let section = root;
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[+([^\]]+)\]+\s*$/.exec(line);
    if (heading) section = sectionAt(root, heading[1]!.trim());
    const pair = /^\s*(?:export\s+)?([^#;=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (!heading && pair) section[pair[1]!.replace(/^["']|["']$/g, '')] = plainValue(pair[2]!);
  }
  return root;
}

/** TOML's `[tool.client]` is a section inside a section; INI's names with dots are found either way. */
function sectionAt(root: Record<string, unknown>, name: string): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  root[name] = made;
  let at = root;
  const parts = name.split('.');
  for (const part of parts.slice(0, -1)) {
    at[part] ??= {};
    at = at[part] as Record<string, unknown>;
  }
  if (parts.length > 1) at[parts.at(-1)!] = made;
  return made;
}

function plainValue(written: string): unknown {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(written);
  if (quoted) return quoted[2];
  const bare = written.replace(/\s+[#;].*$/, '');
  return bare === 'true' ? true : bare === 'false' ? false : bare;
}

/** Java's `.properties`: a key ends at `=`, `:` or white space, a line goes on after a backslash. */
function parseProperties(text: string): unknown {
  const entries: Record<string, string> = {};
  for (const line of text.replace(/\\\r?\n[ \t]*/g, '').split(/\r?\n/)) {
    const pair = /^\s*([^#!\s=:](?:\\.|[^\s=:\\])*)\s*[=:\s]?\s*(.*?)\s*$/.exec(line);
    if (pair) entries[unescaped(pair[1]!)] = unescaped(pair[2]!);
  }
  return entries;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };

const unescaped = (written: string): string =>
  written.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, other: string) =>
    code === undefined ? (ESCAPES[other] ?? other) : String.fromCharCode(Number.parseInt(code, 16)),
  );

const PARSERS: Readonly<Record<'json' | 'yaml' | 'ini' | 'properties', Parser>> = {
  properties: parseProperties,
  json: (text) => JSON.parse(text),
  // `<<: *default` is of YAML 1.1, as its readers in Ruby, Python and Java take it. Of several documents the first: the others are for other profiles.
  yaml: (text) =>
    parseYaml(text.split(/^---[ \t]*$/m).find((part) => part.trim() !== '') ?? '', { logLevel: 'silent', merge: true }),
  ini: parseIni,
};

/** A parsed value with the line of the file on which it seems to stand. */
function toAbstract(call: VerbCall, value: unknown, from: TextValue, places: Places): Abstract {
  if (value === null || value === undefined) return NULL;
  if (typeof value === 'boolean' || typeof value === 'number') return constantOf(value);
  if (typeof value === 'string') return textOf(value, places.trailTo(value));
  if (Array.isArray(value))
    return listOf(
      call.m,
      value.map((item) => toAbstract(call, item, from, places)),
    );
  const record = call.m.thing('record', null);
  for (const [key, item] of Object.entries(value))
    record.fields.set(key, { value: toAbstract(call, item, from, places), at: null });
  return referTo(record, from.trail);
}

/** Finds values in the text that they come from: each is looked for behind the one before, as they are written. */
class Places {
  private readonly starts: readonly number[];
  private from = 0;

  constructor(private readonly text: TextValue) {
    const starts = [0];
    for (let at = text.text.indexOf('\n'); at >= 0; at = text.text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  trailTo(value: string): Trail {
    const { file, text, trail } = this.text;
    if (!file || value === '') return trail;
    const ahead = text.indexOf(value, this.from);
    const at = Math.max(0, ahead >= 0 ? ahead : text.indexOf(value));
    this.from = at;
    const line = this.lineOf(at);
    const column = at - this.starts[line - 1]! + 1;
    const span = { line, column, endLine: line, endColumn: column + value.length };
    return [{ path: file.path, span }, ...trail];
  }

  private lineOf(at: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

/** The place of a value in the file that it was read from. */
export const trailTo = (value: string, from: TextValue): Trail => new Places(from).trailTo(value);

/** Text, or a path to it. */
function contentOf(call: VerbCall, value: Abstract | null): Abstract {
  if (value === null) return unknownOf('no configuration is given');
  return each(value, (one) =>
    one.kind === 'text' && one.file === undefined && !/[\n{=]/.test(one.text) ? readFile(call, one) : one,
  );
}

function parsed(call: VerbCall, content: Abstract, parser: Parser): Abstract {
  return each(content, (one) => {
    if (one.kind !== 'text') return unknownOf('a configuration that is not in the repository', one.trail);
    try {
      return toAbstract(call, parser(one.text), one, new Places(one));
    } catch {
      return unknownOf('a configuration that cannot be parsed', one.trail);
    }
  });
}

/** The record that a text, or the file at a path, holds in one of the forms. */
export const parsedAs = (call: VerbCall, content: Abstract, form: keyof typeof PARSERS): Abstract =>
  parsed(call, contentOf(call, content), PARSERS[form]);

const parse =
  (form: keyof typeof PARSERS): Verb =>
  (call) =>
    parsed(call, contentOf(call, subject(call)), PARSERS[form]);

export const dataFileVerbs: Readonly<Record<string, Verb>> = {
  'parse-json': parse('json'),
  'parse-yaml': parse('yaml'),
  'parse-ini': parse('ini'),
  'parse-properties': parse('properties'),
  /** `ResourceBundle.getBundle("client")`: the `.properties` of that name on the class path. */
  'resource-bundle': (call) => {
    const base = positional(call, 0);
    if (base?.kind !== 'text') return unknownOf('a bundle whose name is not known');
    const path = { ...base, text: `classpath:${base.text.replaceAll('.', '/')}.properties` };
    return parsed(call, readFile(call, path), PARSERS.properties);
  },
  /** `properties.load(stream)`: its entries come into the receiver. */
  'load-properties': (call) => {
    const entries = parsed(call, contentOf(call, positional(call, 0)), PARSERS.properties);
    if (call.receiver?.kind !== 'object') return NULL;
    if (entries.kind !== 'object') call.m.write(call.receiver.object, OPEN, { value: entries, at: call.site });
    else
      for (const [key, cell] of entries.object.fields)
        call.m.write(call.receiver.object, key, { value: cell.value, at: call.site });
    return NULL;
  },
  /** `config.read(path)`: the sections of one or several files come into the receiver. */
  'load-ini': (call) => {
    const given = positional(call, 0);
    const paths = given?.kind === 'object' ? listItems(given) : given ? [given] : [];
    for (const path of paths) {
      const sections = parsed(call, contentOf(call, path), PARSERS.ini);
      if (call.receiver?.kind !== 'object' || sections.kind !== 'object') continue;
      const collected = new Map(call.receiver.object.fields);
      mergeInto(collected, sections);
      for (const [key, cell] of collected) call.m.write(call.receiver.object, key, cell);
    }
    if (call.receiver?.kind === 'object') interpolate(call.m, call.receiver.object);
    return NULL;
  },
  /** `config.get(section, key)`: entries within entries. */
  'get-in': (call) => {
    const fallback = call.args.named.get('fallback')?.value ?? call.args.named.get('default')?.value;
    let at = subject(call);
    for (let i = 0; ; i++) {
      const key = operand(call, i);
      if (at === null || key === null) break;
      const known = keyText(key);
      if (known === null) return unknownOf('an entry whose name is not known');
      at = readMember(call.m, at, known, call.site);
    }
    const missing = at === null || at.kind === 'unknown' || (at.kind === 'constant' && at.value === null);
    return missing && fallback && fallback !== ABSENT ? fallback : at;
  },
  /** `config.getboolean(section, key)`. */
  'get-boolean-in': (call) => {
    const value = dataFileVerbs['get-in']?.(call) ?? NULL;
    return each(value, (one) => {
      const written = one.kind === 'text' ? one.text.toLowerCase() : one.kind === 'constant' ? String(one.value) : null;
      if (written === null) return unknownOf('whether a setting holds', one.trail);
      return constantOf(/^(1|yes|true|on)$/.test(written));
    });
  },
  /** `.env` as a record, the environment left alone. */
  'read-env': (call) => {
    const path = positional(call, 0) ?? call.args.named.get('dotenv_path')?.value ?? textOf('.env');
    return path === ABSENT ? NULL : parsed(call, contentOf(call, path), PARSERS.ini);
  },
  /** `.env`: variables that are not set yet. */
  'load-env': (call) => {
    const given = positional(call, 0);
    // `dotenv.config({ path })`.
    const path =
      (given?.kind === 'object' ? fieldOf(given.object, 'path') : given) ??
      call.args.named.get('dotenv_path')?.value ??
      textOf('.env');
    if (path === ABSENT) return NULL;
    const variables = parsed(call, contentOf(call, path), PARSERS.ini);
    if (variables.kind !== 'object') return NULL;
    for (const [name, cell] of variables.object.fields)
      if (!cellOf(call.m.environment, name)) call.m.write(call.m.environment, name, { value: cell.value, at: null });
    return constantOf(true);
  },
};

function listItems(list: Extract<Abstract, { kind: 'object' }>): readonly Abstract[] {
  const items = cellOf(list.object, '#items')?.value;
  return items && items !== ABSENT && items.kind === 'items' ? items.items : [];
}
