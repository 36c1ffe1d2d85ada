/** Verbs on paths and files. */
import { Buffer } from 'node:buffer';
import { posix } from 'node:path';
import { concatenate, joinMaterial } from '../join-texts.js';
import { elementsOf, listOf } from '../lists.js';
import { Thrown } from '../machine.js';
import { ROOT } from '../names.js';
import { cellOf } from '../objects.js';
import { moduleAt, moduleNamed } from '../other-files.js';
import type { Located } from '../pin.js';
import {
  ABSENT,
  type Abstract,
  constantOf,
  each,
  type Material,
  NULL,
  referTo,
  type TextValue,
  textOf,
  unknownOf,
} from '../values.js';
import { argument, back, positional, subject, type Verb, type VerbCall } from '../verbs.js';
import { derived } from './text.js';

/** Lines that are kept apart: a file of settings, or a certificate or two. */
export const LINES_LIMIT = 300;

const plain = (path: string): string => path.replace(/^file:\/\/\/?(?=root:\/)/, '').replace(/^file:\/\//, '');

/** Joins path segments; an absolute one starts anew. */
function joinPaths(segments: readonly string[]): string {
  let path = '';
  for (const segment of segments.map(plain)) {
    if (segment.startsWith(ROOT) || path === '') path = segment;
    else path = path.endsWith('/') ? path + segment.replace(/^\/+/, '') : `${path}/${segment.replace(/^\/+/, '')}`;
  }
  return normalise(path);
}

export function normalise(path: string): string {
  const rooted = path.startsWith(ROOT);
  const rest = (rooted ? path.slice(ROOT.length) : path).replace(/\\/g, '/');
  const clean = rest === '' ? '' : posix.normalize(rest);
  return rooted ? `${ROOT}${clean === '.' ? '' : clean}` : clean;
}

function joinAll(values: readonly Abstract[]): Abstract {
  // The path of a bundle that comes with a library: `Path(certifi.where())`.
  const [only] = values;
  if (only?.kind === 'material' && values.length === 1) return only;
  const separated = values.flatMap((value, i) => (i === 0 ? [value] : [textOf('\u0000'), value]));
  return each(concatenate(separated), (one) => {
    if (one.kind === 'text') return { ...one, text: joinPaths(one.text.split('\u0000')) };
    return one.kind === 'unknown' && one.prefix !== undefined
      ? unknownOf(one.why, one.trail, { ...(one.environment && { environment: one.environment }) })
      : one;
  });
}

const onPath =
  (f: (path: string, call: VerbCall) => string): Verb =>
  (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) =>
          one.kind === 'text'
            ? { ...one, text: f(plain(one.text), call) }
            : one.kind === 'unknown'
              ? one
              : unknownOf('a path that is not known', one.trail),
        );
  };

function parentOf(path: string): string {
  if (!path.startsWith(ROOT)) return posix.dirname(path);
  const parent = posix.dirname(path.slice(ROOT.length));
  return parent === '.' ? ROOT : ROOT + parent;
}

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
  /** Path segments, below the folder that the row names (`storage_path('certs')`). */
  join: (call) => {
    const receiver = call.row.method && call.receiver ? [call.receiver] : [];
    const folder = typeof call.row.value === 'string' ? [textOf(call.row.value)] : [];
    return joinAll([...folder, ...receiver, ...call.args.positional.map((cell) => cell.value as Abstract)]);
  },
  parent: (call) => {
    const levels = call.row.method ? null : positional(call, 1);
    const times = levels?.kind === 'constant' && typeof levels.value === 'number' ? levels.value : 1;
    const value = subject(call);
    let at = value;
    for (let i = 0; i < times && at; i++)
      at = each(at, (one) =>
        one.kind === 'text'
          ? { ...one, text: parentOf(plain(one.text)) }
          : one.kind === 'unknown'
            ? one
            : unknownOf('the folder of something unknown', one.trail),
      );
    return at;
  },
  /** All folders above, the nearest first: `path.parents[2]`. */
  parents: (call) => {
    const value = subject(call);
    if (value?.kind !== 'text') return value ?? null;
    const folders: string[] = [];
    let above = parentOf(plain(value.text));
    while (folders.at(-1) !== above) {
      folders.push(above);
      above = parentOf(above);
    }
    return listOf(
      call.m,
      folders.map((text) => ({ ...value, text })),
    );
  },
  'package-file': packageFile,
  'read-package-file': (call) => {
    const path = packageFile(call);
    return path === null ? null : each(path, (one) => (one.kind === 'text' ? readFile(call, one) : one));
  },
  'absolute-path': onPath((path) => normalise(path)),
  /** `path.with_name("ca.pem")`: another file of the same folder. */
  'with-name': (call) => {
    const name = positional(call, 0);
    return onPath((path) => (name?.kind === 'text' ? normalise(`${parentOf(path)}/${name.text}`) : path))(call);
  },
  'with-suffix': (call) => {
    const suffix = positional(call, 0);
    return onPath((path) => (suffix?.kind === 'text' ? path.replace(/(\.[^./]*)?$/, suffix.text) : path))(call);
  },
  extension: onPath((path) => posix.extname(path)),
  basename: onPath((path) => posix.basename(path)),
  /** `File.expand_path(path, base)`, Ruby: the base comes second. */
  'expand-path': (call) => {
    const base = positional(call, 1);
    const path = positional(call, 0);
    if (path === null) return null;
    if (base === null) return each(path, (one) => (one.kind === 'text' ? { ...one, text: normalise(one.text) } : one));
    return joinAll([base, path]);
  },
  /** `new URL('./ca.pem', import.meta.url)`: a sibling of the file that the base names. */
  'resolve-url': (call) => {
    const path = positional(call, 0);
    const base = positional(call, 1);
    if (path === null || base === null) return path;
    return joinAll([
      each(base, (one) => (one.kind === 'text' ? { ...one, text: parentOf(plain(one.text)) } : one)),
      path,
    ]);
  },
  // A slash and more may follow: `"$PWD/certs"`.
  here: () => textOf('.'),
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
  'import-module': (call) => {
    const name = subject(call);
    return name === null
      ? null
      : each(name, (one) => {
          const found = one.kind === 'text' ? moduleNamed(call.m, one.text, call.site.path) : null;
          return found ?? unknownOf('a module whose name is not known', one.trail);
        });
  },
  /** `sys.argv`: the first word is the program itself. */
  'program-words': (call) => {
    const words = call.m.thing('instance', 'words of the program');
    words.fields.set('0', { value: textOf(`${ROOT}${call.m.unit.path}`), at: null });
    return referTo(words);
  },
  /** The shell's `test -f path`. */
  'file-test': (call) => {
    const [sign, ...words] = call.args.positional;
    const asked = sign && sign.value !== ABSENT && sign.value.kind === 'text' ? sign.value.text : '';
    const verb = /^-[efrsL]$/.test(asked) ? 'exists' : asked === '-d' ? 'is-directory' : null;
    const answer = verb && fileVerbs[verb]?.({ ...call, args: { ...call.args, positional: words } });
    return answer ?? unknownOf('a question about a file');
  },
  /** Another module, by a path that is computed. */
  module: (call) => {
    const value = positional(call, 0);
    return value === null
      ? null
      : each(value, (one) => {
          const found = one.kind === 'text' ? moduleAt(call.m, one.text, call.site.path) : null;
          return found ?? unknownOf('a module that is not in the repository', one.trail);
        });
  },
  exists: (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) => {
          if (one.kind !== 'text') return unknownOf('whether a file is there', one.trail);
          if (cellOf(call.m.written, one.text)) return constantOf(true);
          const located = call.m.files.locate(plain(one.text), call.site.path);
          return located.kind === 'file' || located.kind === 'directory'
            ? constantOf(true)
            : located.kind === 'missing'
              ? constantOf(false)
              : unknownOf('whether a file outside the repository is there');
        });
  },
  /** As `access` and `stat` answer: zero where the file is there. */
  'exists-as-error': (call) => {
    const there = fileVerbs.exists!(call);
    return there && each(there, (one) => (one.kind === 'constant' ? constantOf(one.value ? 0 : -1) : one));
  },
  'is-directory': (call) => {
    const value = subject(call);
    if (value?.kind !== 'text') return unknownOf('whether it is a folder');
    const located = call.m.files.locate(plain(value.text), call.site.path);
    return located.kind === 'outside' || located.kind === 'system'
      ? unknownOf('whether it is a folder')
      : constantOf(located.kind === 'directory');
  },
  'is-absolute-path': (call) => {
    const value = subject(call);
    return value?.kind === 'text'
      ? constantOf(/^(?:\/|root:\/|[A-Za-z]:[\\/])/.test(value.text))
      : unknownOf('whether a path is absolute');
  },
  'list-directory': (call) => {
    const value = subject(call);
    if (value?.kind !== 'text') return unknownOf('a folder that is not known');
    const located = call.m.files.locate(plain(value.text), call.site.path);
    return located.kind === 'directory'
      ? listOf(
          call.m,
          call.m.files.list(located.path).map((name) => textOf(name, value.trail)),
        )
      : unknownOf('a folder that is not in the repository', value.trail);
  },
  'list-names': (call) => {
    const paths = fileVerbs['list-directory']!(call);
    const names = paths ? elementsOf(call.m, paths) : null;
    if (names === null) return paths;
    return listOf(
      call.m,
      names.map(({ value }) => (value.kind === 'text' ? { ...value, text: posix.basename(value.text) } : value)),
    );
  },
  /** Paths that a pattern matches, relative as given. */
  glob: (call) => {
    const value = subject(call);
    const more = call.row.method ? positional(call, 0) : null;
    const pattern = more && value ? joinAll([value, more]) : value;
    if (pattern?.kind !== 'text') return unknownOf('a pattern that is not known');
    const given = normalise(plain(pattern.text));
    const rooted = given.startsWith(ROOT);
    const from = rooted
      ? given.slice(ROOT.length).replace(/^\/+/, '')
      : posix.join(posix.dirname(call.site.path), given);
    const hits = call.m.files.glob(from);
    const found = hits.length > 0 || rooted ? hits : call.m.files.glob(given);
    return listOf(
      call.m,
      [...found].sort().map((path) => textOf(ROOT + path, pattern.trail)),
    );
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
