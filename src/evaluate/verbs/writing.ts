/** Verbs that write files: a bundle put together at run time is what was written into it. */
import { concatenate } from '../memory/join-texts.js';
import { listOf, resultsOf } from '../memory/lists.js';
import { appendTo, openedFile, writeFile } from '../memory/open-files.js';
import { ABSENT, type Abstract, NULL, textOf, unknownOf } from '../memory/values.js';
import { fileVerbs } from './files.js';
import { argument, operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

/** Temporary files have names of their own, which no path in the sources can meet. */
const TEMPORARY = 'temporary:/';

const newPath = (call: VerbCall): Abstract => textOf(`${TEMPORARY}${call.m.heap.birth()}`);

const write = (call: VerbCall, path: Abstract | null, content: Abstract | null): void =>
  writeFile(call.m, path, content, call.site);

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
    return openedFile(call.m, path ?? unknownOf('a file whose path is not known'));
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
  'temporary-file': (call) => openedFile(call.m, newPath(call)),
  'temporary-path': (call) => newPath(call),
  /** `descriptor, path = mkstemp()`. */
  'temporary-pair': (call) => {
    const path = newPath(call);
    return resultsOf(call.m, [openedFile(call.m, path), path]);
  },
  /** `file.write(text)`, `os.write(descriptor, text)`. */
  'write-to': (call) => {
    const file = subject(call);
    const content = operand(call, 0);
    if (file?.kind === 'object' && content) appendTo(call.m, file.object, content, call.site);
    return NULL;
  },
  /** `print(pem, file=out)`. */
  'print-to': (call) => {
    const file = argument(call, -1);
    if (file?.kind === 'object')
      for (const { value } of call.args.positional) appendTo(call.m, file.object, value as Abstract, call.site);
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
