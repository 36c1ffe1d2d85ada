/** Verbs that go through folders and through the lines of a file. */
import { posix } from 'node:path';
import { ROOT } from '../code/names.js';
import { cellOf } from '../memory/fields.js';
import { listOf, resultsOf } from '../memory/lists.js';
import { type Abstract, constantOf, NULL, referTo, type TextValue, textOf, unknownOf } from '../memory/values.js';
import { derived } from './text.js';
import { argument, back, positional, type Verb, type VerbCall } from './verbs.js';

/** A folder of embedded files lies beside the source file that embeds it. */
function folderOf(call: VerbCall, path: TextValue): string {
  const isEmbedded = call.receiver?.kind === 'object' || call.row.name === 'embedded';
  const beside = posix.dirname(call.site.path);
  if (isEmbedded && !path.text.startsWith(ROOT)) return ROOT + posix.join(beside === '.' ? '' : beside, path.text);
  const located = call.m.files.locate(path.text, call.site.path);
  return located.kind === 'directory' ? ROOT + located.path : path.text;
}

/** Files below a folder; a folder that is not in the repository has none that are known. */
function filesBelow(call: VerbCall, path: TextValue, deep: boolean): readonly string[] {
  const folder = folderOf(call, path).replace(/\/$/, '');
  const inside = folder.slice(ROOT.length);
  if (!folder.startsWith(ROOT)) return [];
  return call.m.files.glob(`${inside === '' || inside === '.' ? '' : `${inside}/`}${deep ? '**/' : ''}*`);
}

const AT = '#at';
const LINES = '#lines';

export const walkingVerbs: Readonly<Record<string, Verb>> = {
  /** `fs.ReadDir("roots")`: its entries, as paths. */
  'list-embedded': (call) => {
    const path = argument(call, 0);
    if (path?.kind !== 'text') return unknownOf('a folder that is not known');
    const files = filesBelow(call, path, false);
    return files.length === 0
      ? unknownOf('a folder that is not in the repository', path.trail)
      : listOf(
          call.m,
          files.map((file) => textOf(ROOT + file, path.trail)),
        );
  },
  /** `filepath.WalkDir(root, func(path, entry, err))`: the function gets each file. */
  'walk-directory': (call) => {
    const path = call.args.positional
      .map((cell) => cell.value as Abstract)
      .find((value): value is TextValue => value.kind === 'text');
    const visit = call.args.positional.at(-1)?.value as Abstract | undefined;
    if (visit?.kind !== 'function') return unknownOf('a walk that is not followed');
    const files = path ? filesBelow(call, path, true) : [];
    if (files.length === 0 || !path)
      return back(call, visit, [unknownOf('a file of a folder that is not known'), unknownOf('its entry'), NULL]);
    for (const file of files) {
      const found = textOf(ROOT + file, path.trail);
      back(call, visit, [found, found, NULL]);
    }
    return NULL;
  },
  /** `bufio.NewScanner(file)`: `Scan()` goes to the next line, `Text()` is that line. */
  'scan-lines': (call) => {
    const over = argument(call, 0);
    if (over?.kind !== 'text') return over;
    const thing = call.m.thing('instance', call.row.type ?? 'scanner');
    thing.fields.set(LINES, { value: over, at: null });
    thing.fields.set(AT, { value: constantOf(-1), at: null });
    return referTo(thing, over.trail);
  },
  'scan-on': (call) => {
    const scanned = scannedBy(call);
    if (!scanned || call.receiver?.kind !== 'object') return unknownOf('whether more follows');
    call.m.write(call.receiver.object, AT, { value: constantOf(scanned.at + 1), at: call.site });
    return constantOf(scanned.at + 1 < scanned.lines.length);
  },
  scanned: (call) => {
    const scanned = scannedBy(call);
    const line = scanned?.lines[scanned.at];
    return scanned && line !== undefined ? derived(scanned.text, line) : unknownOf('a line that is not known');
  },
};

function scannedBy(call: VerbCall): { text: TextValue; lines: readonly string[]; at: number } | null {
  if (call.receiver?.kind !== 'object') return null;
  const text = cellOf(call.receiver.object, LINES)?.value;
  const at = cellOf(call.receiver.object, AT)?.value;
  if (!text || typeof text === 'symbol' || text.kind !== 'text' || !at || typeof at === 'symbol') return null;
  if (at.kind !== 'constant') return null;
  return { text, lines: text.text.replace(/\r?\n$/, '').split(/\r?\n/), at: Number(at.value) };
}

/** Two results: something of the file, and an error that is null where it is there. */
export const presenceVerbs: Readonly<Record<string, Verb>> = {
  'stat-pair': (call) => {
    const path = positional(call, 0);
    if (path?.kind !== 'text') return unknownOf('whether a file is there');
    const located = path.text === '' ? { kind: 'missing' } : call.m.files.locate(path.text, call.site.path);
    if (located.kind === 'file' || located.kind === 'directory') return resultsOf(call.m, [path, NULL]);
    return located.kind === 'missing'
      ? resultsOf(call.m, [NULL, textOf(ABSENT_FILE)])
      : resultsOf(call.m, [path, unknownOf('whether a file outside the repository is there')]);
  },
  /** `os.IsNotExist(err)`: also of the error that a read would give, which is null as long as all goes well. */
  'is-missing': (call) => {
    const error = positional(call, 0);
    const kind = positional(call, 1);
    if (kind && !(kind.kind === 'native' && kind.name.endsWith('.ErrNotExist'))) return unknownOf('which error it is');
    if (error?.kind === 'text') return constantOf(error.text === ABSENT_FILE);
    if (error?.kind === 'constant' && error.value === null) return constantOf(error.absent === true);
    return unknownOf('which error it is');
  },
};

/** How the system says that a file is not there. */
const ABSENT_FILE = 'file does not exist';
