/** Verbs that ask what is there: whether a file exists, what a folder holds, what a pattern matches. */
import { posix } from 'node:path';
import { ROOT } from '../code/names.js';
import { each } from '../memory/alternatives.js';
import { cellOf } from '../memory/fields.js';
import { elementsOf, listOf } from '../memory/lists.js';
import { ABSENT, constantOf, textOf, unknownOf } from '../memory/values.js';
import { joinAll, normalise, plain } from './paths.js';
import { positional, subject, type Verb } from './verbs.js';

export const folderVerbs: Readonly<Record<string, Verb>> = {
  /** The shell's `test -f path`. */
  'file-test': (call) => {
    const [sign, ...words] = call.args.positional;
    const asked = sign && sign.value !== ABSENT && sign.value.kind === 'text' ? sign.value.text : '';
    const verb = /^-[efrsL]$/.test(asked) ? 'exists' : asked === '-d' ? 'is-directory' : null;
    const answer = verb && folderVerbs[verb]?.({ ...call, args: { ...call.args, positional: words } });
    return answer ?? unknownOf('a question about a file');
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
    const there = folderVerbs.exists!(call);
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
    const paths = folderVerbs['list-directory']!(call);
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
};
