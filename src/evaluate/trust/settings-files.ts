/** Files from which a command reads flags before those of its command line: `curl -K curl.conf`, `WGETRC=conf/wgetrc wget`. */
import type { Connection } from '../../models/schema.js';
import type { Machine } from '../machine.js';
import { cellOf } from '../memory/fields.js';
import { elementsOf } from '../memory/lists.js';
import { ABSENT, type Abstract, type Cell, textOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { cellAt, type Scope } from './places.js';

/** `cacert = "ca.pem"`, `ca_directory=conf/anchors`, `insecure`, `check_certificate = off`. */
const LINE = /^\s*-{0,2}([A-Za-z][\w-]*)(?:\s*[=:]\s*|\s+|$)(.*?)\s*$/;

/** The words that the command reads from its settings, each with its place in the file. */
export function settingWords(m: Machine, settings: Connection['settings'], scope: Scope, site: Site): Cell[] {
  return (settings ?? []).flatMap((place) => {
    const given = cellAt(m, place, scope)?.value;
    if (!given || given === ABSENT || given.kind !== 'text') return [];
    const written = cellOf(m.written, given.text);
    if (written && written.value !== ABSENT) return wordsWritten(m, written, site);
    const located = m.files.locate(given.text, site.path);
    const bytes = located.kind === 'file' ? m.files.read(located.path) : undefined;
    if (located.kind !== 'file' || bytes === undefined) return [];
    return wordsIn(new TextDecoder('latin1').decode(bytes), located.path);
  });
}

/** Stands for what nobody knows (a token); the line that holds it is left out. */
const NOT_KNOWN = '\0';

/** Settings that the program has written itself: a here-document in pieces, or line by line by `echo`. */
function wordsWritten(m: Machine, { value, at }: Cell, site: Site): Cell[] {
  const pieces = value === ABSENT ? [] : (elementsOf(m, value) ?? []).map((part) => pieceOf(part.value));
  const text = pieces.join(pieces.some((piece) => piece.includes('\n')) ? '' : '\n');
  const known = text.split('\n').filter((line) => !line.includes(NOT_KNOWN));
  const where = at ?? site;
  return wordsIn(known.join('\n'), where.path).map((word) => ({ value: word.value, at: where }));
}

function pieceOf(part: Abstract): string {
  if (part.kind === 'text') return part.text;
  return part.kind === 'unknown' ? `${part.prefix ?? ''}${NOT_KNOWN}${part.suffix ?? ''}` : NOT_KNOWN;
}

function wordsIn(text: string, path: string): Cell[] {
  return text.split(/\r?\n/).flatMap((written, i) => {
    if (/^\s*(?:#|$)/.test(written)) return [];
    const found = LINE.exec(written);
    if (!found?.[1]) return [];
    const column = written.search(/\S/) + 1;
    const span = { line: i + 1, column, endLine: i + 1, endColumn: written.trimEnd().length + 1 };
    const at: Site = { path, span };
    const value = (found[2] ?? '').replace(/^"(.*)"$|^'(.*)'$/, '$1$2');
    const flag = found[1].replaceAll('_', '-');
    const words = /^(off|no)$/i.test(value)
      ? [`--no-${flag}`]
      : /^(on|yes|)$/i.test(value)
        ? [`--${flag}`]
        : [`--${flag}`, value];
    return words.map((word) => ({ value: textOf(word, [at]), at }));
  });
}
