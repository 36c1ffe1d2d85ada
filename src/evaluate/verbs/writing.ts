/** Verbs that write files: a bundle put together at run time is what was written into it. */

import { cellOf, fieldOf } from '../memory/fields.js';
import { concatenate } from '../memory/join-texts.js';
import { addToList, listOf, resultsOf } from '../memory/lists.js';
import { ABSENT, type Abstract, NULL, referTo, type Thing, textOf, unknownOf } from '../memory/values.js';
import { fileVerbs } from './files.js';
import { argument, operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

const OPEN_FILE = 'open file';
/** Temporary files have names of their own, which no path in the sources can meet. */
const TEMPORARY = 'temporary:/';

function openFile(call: VerbCall, path: Abstract): Abstract {
  const thing = call.m.thing('instance', OPEN_FILE);
  thing.fields.set('name', { value: path, at: null });
  return referTo(thing);
}

const newPath = (call: VerbCall): Abstract => textOf(`${TEMPORARY}${call.m.heap.birth()}`);

function write(call: VerbCall, path: Abstract | null, content: Abstract | null): void {
  if (path?.kind !== 'text' || content === null) return;
  const parts = content.kind === 'object' && content.object.shape === 'list' ? content : listOf(call.m, [content]);
  call.m.write(call.m.written, path.text, { value: parts, at: call.site });
}

function append(call: VerbCall, file: Thing, content: Abstract): void {
  const path = fieldOf(file, 'name');
  if (path?.kind !== 'text') return;
  const before = cellOf(call.m.written, path.text)?.value;
  if (before && before !== ABSENT) addToList(call.m, before, content, call.site);
  else write(call, path, content);
}

function modeOf(call: VerbCall): string {
  if (typeof call.row.value === 'string') return call.row.value;
  const given = positional(call, call.row.method ? 0 : 1) ?? call.args.named.get('mode')?.value;
  return given && given !== ABSENT && given.kind === 'text' ? given.text : '';
}

/** `> path` behind a command: what it prints goes there. */
function redirected(call: VerbCall, content: Abstract): Abstract {
  const path = call.args.named.get('stdout')?.value;
  if (path && path !== ABSENT) write(call, path, content);
  return content;
}

export const writingVerbs: Readonly<Record<string, Verb>> = {
  /** `open(path, mode)`: the content of a file that is read, a handle on one that is written. */
  open: (call) => {
    const mode = modeOf(call);
    if (!/[wax]/.test(mode)) return fileVerbs.read!(call);
    const path = subject(call);
    if (!mode.includes('a')) write(call, path, listOf(call.m, []));
    return openFile(call, path ?? unknownOf('a file whose path is not known'));
  },
  /** `cat a b > both`, `cat > path <<EOF`: what is given, or what stands in the files. */
  'copy-stream': (call) => {
    const given = call.args.named.get('stdin')?.value;
    if (given && given !== ABSENT) return redirected(call, given);
    const files = [...call.args.positional, call.args.named.get('stdin-file')].flatMap((cell) => (cell ? [cell] : []));
    const contents = files.map(
      (cell) => fileVerbs.read!({ ...call, args: { ...call.args, positional: [cell] } }) ?? NULL,
    );
    const [only, ...others] = contents;
    if (only && others.length === 0) return redirected(call, only);
    redirected(call, listOf(call.m, contents));
    return contents.length === 0 ? unknownOf('what is read from the terminal') : concatenate(contents);
  },
  /** `echo "$PEM" > path`. */
  print: (call) => redirected(call, (call.args.positional.at(-1)?.value as Abstract | undefined) ?? textOf('')),
  'temporary-file': (call) => openFile(call, newPath(call)),
  'temporary-path': (call) => newPath(call),
  /** `descriptor, path = mkstemp()`. */
  'temporary-pair': (call) => {
    const path = newPath(call);
    return resultsOf(call.m, [openFile(call, path), path]);
  },
  /** `file.write(text)`, `os.write(descriptor, text)`. */
  'write-to': (call) => {
    const file = subject(call);
    const content = operand(call, 0);
    if (file?.kind === 'object' && content) append(call, file.object, content);
    return NULL;
  },
  /** A whole file at once: `path.write_text(text)`, `writeFileSync(path, text)`. */
  'write-file': (call) => {
    write(call, subject(call), operand(call, 0));
    return NULL;
  },
  /** `shutil.copyfile(from, to)`. */
  'copy-file': (call) => {
    write(call, argument(call, 1) ?? null, fileVerbs.read!(call));
    return NULL;
  },
};
