/** Verbs that read files: of the repository, of a package, fetched, or written by the program itself. */
import { Buffer } from 'node:buffer';
import { posix } from 'node:path';
import { ROOT } from '../code/names.js';
import { Thrown } from '../machine.js';
import { each } from '../memory/alternatives.js';
import { cellOf, fieldOf } from '../memory/fields.js';
import { concatenate, joinMaterial } from '../memory/join-texts.js';
import { elementsOf, listOf } from '../memory/lists.js';
import { appendTo } from '../memory/open-files.js';
import {
  ABSENT,
  type Abstract,
  type Material,
  NULL,
  referTo,
  type TextValue,
  textOf,
  unknownOf,
} from '../memory/values.js';
import type { Located } from '../pin.js';
import { joinAll, plain } from './paths.js';
import { derived } from './text.js';
import { argument, back, positional, subject, type Verb, type VerbCall } from './verbs.js';

/** Lines that are kept apart: a file of settings, or a certificate or two. */
export const LINES_LIMIT = 300;

/** Reads a known path: the text of the file, or what can be said of one that is not there. */
export function readFile(call: VerbCall, path: TextValue): Abstract {
  const text = plain(path.text);
  if (/^https?:\/\//i.test(text))
    return { kind: 'material', source: { kind: 'url', url: text, trail: path.trail }, trail: path.trail };
  const located = call.m.files.locate(text, call.site.path);
  const given = text.startsWith(ROOT) ? text.slice(ROOT.length) : text;
  const bytes = located.kind === 'file' ? call.m.files.read(located.path) : undefined;
  if (located.kind === 'file' && bytes) return fileText(path, given, located, bytes);
  if (located.kind === 'system')
    return { kind: 'material', source: { kind: 'system', name: given, trail: path.trail }, trail: path.trail };
  if (located.kind === 'missing' && call.m.absentThrows) {
    call.m.absentThrew = true;
    throw new Thrown();
  }
  const reading = { accepts: ['path'], reads: 'all', reader: 'lenient' } as const;
  return {
    kind: 'material',
    source: { kind: located.kind === 'directory' ? 'directory' : 'file', given, located, reading, trail: path.trail },
    trail: path.trail,
  };
}

/** What stands at an address by whose ending certificates are known; null for any other. */
function certificatesAt(value: Abstract | null): Material | null {
  if (value?.kind !== 'text' || !/^https?:\/\/\S+\.(?:pem|crt|cer|der|p7b)(?:[?#]\S*)?$/i.test(value.text)) return null;
  return { kind: 'material', source: { kind: 'url', url: value.text, trail: value.trail }, trail: value.trail };
}

function fileText(
  path: TextValue,
  given: string,
  located: Extract<Located, { kind: 'file' | 'directory' }>,
  bytes: Uint8Array,
): TextValue {
  const file = { given, path: located.path, whole: true, ...(located.found && { found: located.found }) };
  return {
    kind: 'text',
    text: Buffer.from(bytes).toString('latin1'),
    trail: path.trail,
    file,
    ...(path.unset && { unset: path.unset }),
    ...(path.spelt && { spelt: path.spelt }),
  };
}

/** A line out of a file of settings: the name of another file, not the content of this one. */
const namesFile = ({ text, file }: TextValue): boolean =>
  !file?.whole && text.length < 1024 && !/[\r\n]|-----BEGIN/.test(text);

/** What the program has written there itself before it reads it again. */
function writtenTo(call: VerbCall, path: TextValue): Abstract | null {
  const value = cellOf(call.m.written, path.text)?.value;
  if (value === undefined || value === ABSENT) return null;
  const parts = elementsOf(call.m, value)?.map((part) => part.value) ?? [value];
  return parts.length > 1 ? (joinMaterial(call.m, parts) ?? concatenate(parts)) : (parts[0] ?? null);
}

const read: Verb = (call) => {
  const value = subject(call);
  return value === null
    ? null
    : each(value, (one) => {
        if (one.kind === 'text' && (one.file === undefined || namesFile(one)))
          return writtenTo(call, one) ?? readFile(call, one);
        if (one.kind === 'unknown') call.m.mayFail = true;
        return one.kind === 'text' || one.kind === 'material' || one.kind === 'check'
          ? one
          : one.kind === 'unknown'
            ? one
            : unknownOf('a file whose path is not known', one.trail);
      });
};

/** A file that lies in a package of the program, which is a folder (`acme.pay`) or the one around (`__name__`). */
const packageFile: Verb = (call) => {
  const [first, ...rest] = call.args.positional.map((cell) => cell.value as Abstract);
  const folder = posix.dirname(call.site.path);
  const own = first?.kind !== 'text' || first.text === '__main__';
  const base = own ? textOf(`${ROOT}${folder === '.' ? '' : folder}`) : textOf(first.text.replace(/\./g, '/'));
  return joinAll([base, ...rest]);
};

export const fileVerbs: Readonly<Record<string, Verb>> = {
  /** `openRawResource(R.raw.rootca)` of Android: the file of that name, with whatever ending, in `res/raw`. */
  'raw-resource': (call) => {
    const id = positional(call, 0);
    const name = id?.kind === 'native' ? /\braw\.(\w+)$/.exec(id.name)?.[1] : undefined;
    const [path] = name === undefined ? [] : call.m.files.glob(`**/res/raw/${name}.*`);
    return path === undefined
      ? unknownOf('a raw resource that is not known')
      : readFile(call, textOf(`${ROOT}${path}`));
  },
  /** Certificates that the program fetches: the answer stands for its body. */
  fetched: (call) => certificatesAt(argument(call, 0)),
  /** `urlretrieve(url, path)`: they are written to a file. */
  'fetched-to-file': (call) => {
    const path = positional(call, 1);
    const content = certificatesAt(positional(call, 0));
    if (path?.kind === 'text' && content) call.m.write(call.m.written, path.text, { value: content, at: call.site });
    return path;
  },
  /** `CURLOPT_WRITEDATA`: what the handle fetches goes to the open file in the field that the row names. */
  'fetched-to-stream': (call) => {
    const handle = subject(call);
    const file = handle?.kind === 'object' ? fieldOf(handle.object, call.row.name ?? '') : null;
    if (handle?.kind !== 'object' || file?.kind !== 'object') return null;
    const content =
      certificatesAt(fieldOf(handle.object, 'url')) ?? unknownOf('what the program fetches into the file');
    appendTo(call.m, file.object, content, call.site);
    return null;
  },
  'package-file': packageFile,
  'read-package-file': (call) => {
    const path = packageFile(call);
    return path === null ? null : each(path, (one) => (one.kind === 'text' ? readFile(call, one) : one));
  },
  // A slash and more may follow: `"$PWD/certs"`.
  read,
  /** Several files: `cat a b`, `file(path)` as lines. */
  'read-lines': (call) => {
    const whole = read(call);
    return whole === null ? null : each(whole, (one) => (one.kind === 'text' ? listOf(call.m, [one]) : one));
  },
  /** `file($path, FILE_IGNORE_NEW_LINES)`: its lines, with their ends unless that is asked. */
  'file-lines': (call) => {
    const whole = read(call);
    const flags = positional(call, 1);
    const named = flags
      ? flags.kind === 'native'
        ? flags.name
        : flags.kind === 'text'
          ? flags.text
          : String(flags.kind === 'constant' ? flags.value : '')
      : '';
    const bare = named.includes('FILE_IGNORE_NEW_LINES') || (Number(named) & 2) !== 0;
    return whole === null
      ? null
      : each(whole, (one) => {
          if (one.kind !== 'text') return one.kind === 'unknown' ? one : listOf(call.m, [one]);
          const lines = one.text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
          if (lines.length > LINES_LIMIT) return listOf(call.m, [one]);
          return listOf(
            call.m,
            lines.map((line) => derived(one, bare ? line.replace(/\r?\n$/, '') : line)),
          );
        });
  },
  /** Its lines, each for itself; of a file too long for that, the whole as one. */
  'read-text-lines': (call) => {
    const whole = read(call);
    return whole === null
      ? null
      : each(whole, (one) => {
          if (one.kind !== 'text') return one;
          const lines = one.text.replace(/\r?\n$/, '').split(/\r?\n/);
          return listOf(call.m, lines.length > LINES_LIMIT ? [one] : lines.map((line) => derived(one, line)));
        });
  },
  /** What a file holds as one element of a list of certificates. */
  'read-all-certificates': (call) => {
    const whole = read(call);
    return whole === null ? null : each(whole, (one) => (one.kind === 'unknown' ? one : listOf(call.m, [one])));
  },
  embed: (call) => {
    const patterns =
      call.row.argument === undefined
        ? call.args.positional.map((cell) => cell.value as Abstract)
        : [argument(call, 0) ?? unknownOf('a missing argument')];
    const [only] = patterns;
    // Several files are a file system, of which one is asked for by name.
    if (patterns.length !== 1 || only?.kind !== 'text' || only.text.includes('*'))
      return referTo(call.m.thing('instance', 'embed.FS'));
    const folder = posix.dirname(call.site.path);
    if (only.text.startsWith(ROOT)) return readFile(call, only);
    return readFile(call, { ...only, text: `${ROOT}${folder === '.' ? '' : `${folder}/`}${only.text}` });
  },
  /** A block or callback gets the opened file: `File.open(p) { |f| … }`. */
  'open-with': (call) => {
    const content = read(call);
    const block = [...call.args.positional].reverse().find((cell) => (cell.value as Abstract).kind === 'function')
      ?.value as Abstract | undefined;
    return block && content ? back(call, block, [content]) : content;
  },
  'read-async': (call) => {
    const content = read(call) ?? unknownOf('a file');
    const callback = call.args.positional.at(-1)?.value as Abstract | undefined;
    if (callback?.kind === 'function') back(call, callback, [NULL, content]);
    return content;
  },
};
