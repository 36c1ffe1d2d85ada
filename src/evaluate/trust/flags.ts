import { oneOf } from '../memory/alternatives.js';
import type { Arguments } from '../memory/arguments.js';
import { type Abstract, type Cell, constantOf, type TextValue, textOf } from '../memory/values.js';

interface Word {
  readonly value: Abstract;
  readonly at: Cell['at'];
}

/** The words of a command. A variable that stands without quotes may hold several. */
export function wordsOf(args: Arguments): Word[] {
  return args.positional.flatMap(({ value, at }) => (typeof value === 'symbol' ? [] : split(value, at)));
}

export function split(value: Abstract, at: Cell['at']): Word[] {
  if (value.kind === 'oneOf') {
    const texts = value.options.map((option) => split(option.value, at));
    const longest = Math.max(...texts.map((words) => words.length));
    if (longest > 1) return texts.flat();
    return [{ value, at }];
  }
  // `JAVA_OPTS="$JAVA_OPTS -Dname=value"`: what was there before is not known, what follows is.
  if (value.kind === 'unknown' && value.suffix && /\s-/.test(value.suffix)) {
    const known = value.suffix.slice(value.suffix.search(/\s-/)).trim();
    return [{ value, at }, ...split(textOf(`${known} `, value.trail), at)];
  }
  if (value.kind !== 'text' || !/^\s*-[\s\S]*\s/.test(value.text)) return [{ value, at }];
  return wordsIn(value, at);
}

export function wordsIn(line: TextValue, at: Cell['at']): Word[] {
  const words = line.text.trim().match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => ({ value: { ...line, text: word.replace(/["']/g, '') }, at }));
}

/** What a flag is given, or true for one that takes nothing. The last one counts. */
export function flagCell(names: readonly string[], words: readonly Word[], takesValue: boolean): Cell | null {
  let found: Cell | null = null;
  words.forEach(({ value, at }, position) => {
    for (const name of names) {
      if (!takesValue) {
        if (beginning(value) === name || isClustered(beginning(value), name)) found = { value: constantOf(true), at };
        continue;
      }
      const next = words[position + 1];
      if (isNamed(beginning(value), name) && next) found = { value: next.value, at };
      const rest = after(value, `${name}=`);
      if (rest) found = { value: rest, at };
    }
  });
  return found;
}

/** `http.*.sslCAInfo` is the setting of any one URL. */
function isNamed(word: string, name: string): boolean {
  const star = name.indexOf('*');
  if (star < 0 || word.length < name.length) return word === name;
  return word.startsWith(name.slice(0, star)) && word.endsWith(name.slice(star + 1));
}

/** The text of a word, as far as it is known. */
const beginning = (value: Abstract): string =>
  value.kind === 'text' ? value.text : value.kind === 'unknown' ? (value.prefix ?? '') : '';

/** `-fsSLk` holds `-k`. */
const isClustered = (word: string, name: string): boolean =>
  /^-[A-Za-z]$/.test(name) && /^-[A-Za-z]{2,6}$/.test(word) && word.includes(name.slice(1));

function after(value: Abstract, prefix: string): Abstract | null {
  if (value.kind === 'oneOf') {
    const options = value.options.flatMap(({ when, value: option }) => {
      const rest = after(option, prefix);
      return rest ? [{ when, value: rest }] : [];
    });
    return options.length > 0 ? oneOf(options) : null;
  }
  if (!beginning(value).startsWith(prefix)) return null;
  if (value.kind === 'text')
    return { ...textOf(value.text.slice(prefix.length), value.trail), ...(value.unset && { unset: value.unset }) };
  return value.kind === 'unknown' ? { ...value, prefix: beginning(value).slice(prefix.length) } : null;
}
