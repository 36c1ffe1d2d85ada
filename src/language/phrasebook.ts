/**
 * Translates what rooms say that speak English alone: the readers of stores, the evaluator, the finders of files. They
 * give reasons as sentences with names in them; the phrasebook holds the sentence with `{}` where a name stands. What is
 * not in it stays as it is: an English reason is better than none.
 */
import type { Language } from './language.js';
import { ZH_CN } from './zh-cn.js';

interface Phrase {
  readonly test: RegExp;
  readonly says: string;
}

interface Book {
  readonly whole: ReadonlyMap<string, string>;
  readonly phrases: readonly Phrase[];
}

/** Reasons quote reasons, and those names; nothing nests deeper. */
const DEEPEST = 4;

export function translated(text: string, language: Language | undefined): string {
  return language === 'zh-CN' ? inBook(text, chinese(), 0) : text;
}

let opened: Book | undefined;

function chinese(): Book {
  opened ??= bookOf(ZH_CN);
  return opened;
}

function bookOf(entries: Readonly<Record<string, string>>): Book {
  const all = Object.entries(entries);
  const phrases = all
    .filter(([english]) => english.includes('{}'))
    // What says more comes first: `{} is not set in the sources` before `{} is not {}`.
    .sort(([a], [b]) => b.replaceAll('{}', '').length - a.replaceAll('{}', '').length)
    .map(([english, says]) => ({ test: new RegExp(`^${patternOf(english)}$`, 's'), says }));
  return { whole: new Map(all.filter(([english]) => !english.includes('{}'))), phrases };
}

const patternOf = (english: string): string =>
  english
    .split('{}')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(.+?)');

function inBook(text: string, book: Book, depth: number): string {
  return (
    // Reasons in a row come first: a name in a phrase would swallow the next reason.
    book.whole.get(text) ??
    partsOf(text, '; ', '；', book, depth, 'some') ??
    partsOf(text, ', ', '，', book, depth, 'every') ??
    phraseFor(text, book, depth) ??
    behindName(text, book, depth) ??
    (depth > 0 ? asList(text) : text)
  );
}

/** A name in a phrase may be several: `A, B and C`. */
const asList = (text: string): string => {
  const [, before, last] = /^(.+) and ([^,]+)$/s.exec(text) ?? [];
  return before === undefined ? text : `${before.replaceAll(', ', '、')} 和 ${last}`;
};

function phraseFor(text: string, book: Book, depth: number): string | null {
  const whole = book.whole.get(text);
  if (whole !== undefined) return whole;
  for (const { test, says } of book.phrases) {
    const [, ...names] = test.exec(text) ?? [];
    if (names.length === 0) continue;
    let next = 0;
    return says.replace(/\{\}/g, () => {
      const name = names[next++] ?? '';
      return depth < DEEPEST ? inBook(name, book, depth + 1) : name;
    });
  }
  return null;
}

/** Several reasons in a row, of which some are known, or all. */
function partsOf(
  text: string,
  separator: string,
  joint: string,
  book: Book,
  depth: number,
  wanted: 'some' | 'every',
): string | null {
  const parts = text.split(separator);
  if (parts.length < 2 || depth >= DEEPEST) return null;
  const told = parts.map((part) => phraseFor(part, book, depth + 1) ?? behindName(part, book, depth + 1));
  const isKnown = (one: string | null): boolean => one !== null;
  return !told[wanted](isKnown) ? null : told.map((one, index) => one ?? parts[index]).join(joint);
}

/** `certs/a.pem: the file is empty`. */
function behindName(text: string, book: Book, depth: number): string | null {
  const at = text.indexOf(': ');
  if (at < 0 || depth >= DEEPEST) return null;
  const rest = phraseFor(text.slice(at + 2), book, depth + 1);
  return rest === null ? null : `${text.slice(0, at)}：${rest}`;
}
