/** Verbs that turn the text of a configuration file into records: a path to a trust store often stands there. */
import { parse as parseYaml } from 'yaml';
import { mergeInto } from '../expressions.js';
import { concatenate } from '../join-texts.js';
import { listOf } from '../lists.js';
import { cellOf, fieldOf, keyText, readMember } from '../objects.js';
import type { Trail } from '../pin.js';
import {
  ABSENT,
  type Abstract,
  constantOf,
  each,
  NULL,
  referTo,
  type TextValue,
  textOf,
  unknownOf,
} from '../values.js';
import { operand, positional, subject, type Verb, type VerbCall } from '../verbs.js';
import { readFile } from './files.js';

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

const PARSERS: Readonly<Record<'json' | 'yaml' | 'ini', Parser>> = {
  json: (text) => JSON.parse(text),
  yaml: (text) => parseYaml(text, { logLevel: 'silent' }),
  ini: parseIni,
};

/** A parsed value with the line of the file on which it seems to stand. */
function toAbstract(call: VerbCall, value: unknown, from: TextValue): Abstract {
  if (value === null || value === undefined) return NULL;
  if (typeof value === 'boolean' || typeof value === 'number') return constantOf(value);
  if (typeof value === 'string') return textOf(value, trailTo(value, from));
  if (Array.isArray(value))
    return listOf(
      call.m,
      value.map((item) => toAbstract(call, item, from)),
    );
  const record = call.m.thing('record', null);
  for (const [key, item] of Object.entries(value))
    record.fields.set(key, { value: toAbstract(call, item, from), at: null });
  return referTo(record, from.trail);
}

export function trailTo(value: string, from: TextValue): Trail {
  if (!from.file || value === '') return from.trail;
  const line = from.text.slice(0, Math.max(0, from.text.indexOf(value))).split('\n').length;
  const written = from.text.split('\n')[line - 1] ?? '';
  const column = Math.max(0, written.indexOf(value)) + 1;
  const span = { line, column, endLine: line, endColumn: column + value.length };
  return [{ path: from.file.path, span }, ...from.trail];
}

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
      return toAbstract(call, parser(one.text), one);
    } catch {
      return unknownOf('a configuration that cannot be parsed', one.trail);
    }
  });
}

const parse =
  (form: keyof typeof PARSERS): Verb =>
  (call) =>
    parsed(call, contentOf(call, subject(call)), PARSERS[form]);

/** `%(here)s/ca.pem`: another entry of the section, or one of those that every section has. */
function interpolated(call: VerbCall, value: Abstract): Abstract {
  if (value.kind !== 'text' || call.receiver?.kind !== 'object' || !/%\(\w+\)s/.test(value.text)) return value;
  const config = call.receiver;
  const section = operand(call, 0);
  const own = section && keyText(section) !== null ? readMember(call.m, config, keyText(section)!, call.site) : NULL;
  const shared = ['defaults', 'DEFAULT'].map((name) => readMember(call.m, config, name, call.site));
  const parts = value.text.split(/(%\(\w+\)s)/).map((part): Abstract => {
    const name = /^%\((\w+)\)s$/.exec(part)?.[1];
    if (name === undefined) return textOf(part, value.trail);
    const found = [own, ...shared].map((each) => (each.kind === 'object' ? fieldOf(each.object, name) : null));
    return found.find((each) => each !== null) ?? unknownOf(`the setting ${name}`, value.trail);
  });
  return concatenate(parts);
}

export const dataFileVerbs: Readonly<Record<string, Verb>> = {
  'parse-json': parse('json'),
  'parse-yaml': parse('yaml'),
  'parse-ini': parse('ini'),
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
    at = at && interpolated(call, at);
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
  /** `.env`: variables that are not set yet. */
  'load-env': (call) => {
    const path = positional(call, 0) ?? call.args.named.get('dotenv_path')?.value ?? textOf('.env');
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
