/** Regular expressions on known texts. They come from the scanned code, so that one which could run away is not run. */
import { compilePattern } from '../code/regular-expressions.js';
import { each } from '../memory/alternatives.js';
import { fieldOf } from '../memory/fields.js';
import { listOf } from '../memory/lists.js';
import { type Abstract, constantOf, NULL, referTo, type TextValue, textOf, unknownOf } from '../memory/values.js';
import { derived } from './text.js';
import { back, operand, positional, type Verb, type VerbCall } from './verbs.js';

/** The type of the object that a pattern is. */
const PATTERN = 'RegExp';

/** Characters that a pattern without nested repetition may look at; its cost can still be the square of them. */
const LONGEST_TEXT = 400_000;
const MOST_MATCHES = 400;

/** Where it goes on: a pattern with the flag `g` remembers. */
const LAST = 'lastIndex';

/** A text in place of a pattern: it stands for itself, or is one with delimiters (`~^ca=(.*)~mi`, PHP). */
function patternOf(value: Abstract | null, delimited = false): RegExp | null {
  if (value?.kind === 'object' && value.object.type === PATTERN) {
    const source = fieldOf(value.object, 'source');
    const flags = fieldOf(value.object, 'flags');
    return source?.kind === 'text' ? compilePattern(source.text, flags?.kind === 'text' ? flags.text : '') : null;
  }
  if (value?.kind !== 'text') return null;
  if (!delimited) return compilePattern(value.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), '');
  const ends: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']', '<': '>' };
  const open = value.text.trim()[0] ?? '/';
  const close = value.text.lastIndexOf(ends[open] ?? open);
  const start = value.text.indexOf(open) + 1;
  return close < start ? null : compilePattern(value.text.slice(start, close), value.text.slice(close + 1));
}

const undecided = (value: Abstract | null, why: string): Abstract =>
  value?.kind === 'material' || value?.kind === 'check'
    ? value
    : unknownOf(why, value?.trail ?? [], value?.kind === 'unknown' && value.peer ? { peer: true } : {});

/** What one match gives: the whole, then its groups; named ones in `groups`. */
function found(call: VerbCall, text: TextValue, match: RegExpMatchArray): Abstract {
  const parts = [...match].map((part): Abstract => (part === undefined ? NULL : derived(text, part)));
  const list = listOf(call.m, parts);
  if (list.kind !== 'object') return list;
  const groups = call.m.thing('record', null);
  for (const [name, part] of Object.entries(match.groups ?? {}))
    groups.fields.set(name, { value: part === undefined ? NULL : derived(text, part), at: null });
  list.object.fields.set('groups', { value: referTo(groups), at: null });
  list.object.fields.set('index', { value: constantOf(match.index ?? 0), at: null });
  return list;
}

function all(call: VerbCall, text: TextValue, pattern: RegExp, what: (match: RegExpMatchArray) => Abstract): Abstract {
  const every = new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  const matches = [...text.text.matchAll(every)];
  return matches.length > MOST_MATCHES
    ? unknownOf('a text of many parts', text.trail)
    : listOf(call.m, matches.map(what));
}

/** Both known: what `f` makes of them. A bundle of which only the path is known stays one through all of this. */
function onMatch(call: VerbCall, f: (text: TextValue, pattern: RegExp) => Abstract): Abstract | null {
  const byPattern = call.row.of === PATTERN || (Array.isArray(call.row.of) && call.row.of.includes(PATTERN));
  const [given, pattern] = byPattern
    ? [positional(call, 0), call.receiver]
    : call.row.method
      ? [call.receiver, positional(call, 0)]
      : [operand(call, 1), positional(call, 0)];
  if (given === null) return null;
  const compiled = patternOf(pattern, call.row.method === undefined);
  return each(given, (one) =>
    one.kind === 'text' && compiled && one.text.length <= LONGEST_TEXT
      ? f(one, compiled)
      : undecided(one, 'what a pattern finds in a text'),
  );
}

export const patternVerbs: Readonly<Record<string, Verb>> = {
  /** `/…/g`, `new RegExp('…', 'g')`. */
  pattern: (call) => {
    const [source, flags] = [positional(call, 0), positional(call, 1)];
    if (source?.kind === 'object' && source.object.type === PATTERN) return source;
    const thing = call.m.thing('instance', PATTERN);
    if (source) thing.fields.set('source', { value: source, at: null });
    if (flags) thing.fields.set('flags', { value: flags, at: null });
    return referTo(thing);
  },
  /** `text.match(pattern)`: all matches of a pattern with `g`, else the first with its groups. */
  match: (call) =>
    onMatch(call, (text, pattern) => {
      if (pattern.global) {
        const matches = text.text.match(pattern);
        return matches === null ? NULL : all(call, text, pattern, (match) => derived(text, match[0]));
      }
      const match = text.text.match(pattern);
      return match === null ? NULL : found(call, text, match);
    }),
  'match-all': (call) =>
    onMatch(call, (text, pattern) => all(call, text, pattern, (match) => found(call, text, match))),
  /** `pattern.exec(text)`: with `g` it goes on where it stopped. */
  'match-next': (call) =>
    onMatch(call, (text, pattern) => {
      const thing = call.receiver?.kind === 'object' ? call.receiver.object : null;
      const last = thing === null ? null : fieldOf(thing, LAST);
      if (pattern.global) pattern.lastIndex = last?.kind === 'constant' ? Number(last.value) : 0;
      const match = pattern.exec(text.text);
      if (pattern.global && thing)
        call.m.write(thing, LAST, { value: constantOf(match === null ? 0 : pattern.lastIndex), at: null });
      return match === null ? NULL : found(call, text, match);
    }),
  matches: (call) => onMatch(call, (text, pattern) => constantOf(text.text.search(pattern) >= 0)),
  /** `text.replace(pattern, by)`: by a text, or by what a function makes of each match. */
  'replace-pattern': (call) => {
    const [pattern, by] = [positional(call, 0), positional(call, 1)];
    const given = call.row.method ? call.receiver : positional(call, 2);
    const delimited = call.row.method === undefined;
    const compiled = patternOf(pattern, delimited);
    // A text in place of the pattern counts once, and everywhere for PHP.
    const everywhere = delimited || call.name.endsWith('All');
    if (given === null) return null;
    return each(given, (one) => {
      if (one.kind !== 'text') return undecided(one, 'a text in which something is replaced');
      if (!compiled || !by || one.text.length > LONGEST_TEXT) return unknownOf(`${call.name} of a text`, one.trail);
      const used = everywhere ? new RegExp(compiled, `${compiled.flags.replace('g', '')}g`) : compiled;
      if (by.kind === 'text') return derived(one, one.text.replace(used, by.text));
      if (by.kind !== 'function') return unknownOf(`${call.name} of a text`, one.trail);
      let isKnown = true;
      const text = one.text.replace(used, (...parts: unknown[]) => {
        const groups = parts.filter((part): part is string => typeof part === 'string').map((part) => textOf(part));
        const made = back(call, by, groups);
        if (made.kind !== 'text') isKnown = false;
        return made.kind === 'text' ? made.text : '';
      });
      return isKnown ? derived(one, text) : unknownOf(`${call.name} of a text`, one.trail);
    });
  },
  'split-by-pattern': (call) =>
    onMatch(call, (text, pattern) => {
      const parts = text.text.split(pattern).filter((part) => part !== undefined);
      return parts.length > MOST_MATCHES
        ? unknownOf('a text of many parts', text.trail)
        : listOf(
            call.m,
            parts.map((part) => derived(text, part)),
          );
    }),
};
