/** Files from which a command reads flags before those of its command line: `curl -K curl.conf`, `WGETRC=conf/wgetrc wget`. */
import type { Connection } from '../../models/schema.js';
import type { Machine } from '../machine.js';
import { ABSENT, type Cell, textOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { cellAt, type Scope } from './places.js';

/** `cacert = "ca.pem"`, `ca_directory=conf/anchors`, `insecure`, `check_certificate = off`. */
const LINE = /^\s*-{0,2}([A-Za-z][\w-]*)(?:\s*[=:]\s*|\s+|$)(.*?)\s*$/;

/** The words that the command reads from its settings, each with its place in the file. */
export function settingWords(m: Machine, settings: Connection['settings'], scope: Scope, site: Site): Cell[] {
  return (settings ?? []).flatMap((place) => {
    const given = cellAt(m, place, scope)?.value;
    if (!given || given === ABSENT || given.kind !== 'text') return [];
    const located = m.files.locate(given.text, site.path);
    const bytes = located.kind === 'file' ? m.files.read(located.path) : undefined;
    if (located.kind !== 'file' || bytes === undefined) return [];
    return wordsIn(new TextDecoder('latin1').decode(bytes), located.path);
  });
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
