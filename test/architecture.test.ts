/**
 * The map of the house: which room may import which, and why the wall stands. A new wall or door is a line here.
 *
 *     files -> syntax -> models -> evaluate -> stores -> verdict -> fixes -> report
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const SOURCES = join(import.meta.dirname, '..', 'src');

/** Room -> the rooms that it may import. `result` is the output contract, `ir` the neutral form; both are plain types. */
const DOORS: Readonly<Record<string, { readonly to: readonly string[]; readonly why: string }>> = {
  ir: { to: [], why: 'The neutral form is what everybody speaks; it depends on nobody.' },
  result: {
    to: [],
    why: 'The output contract is types alone, so that a report can be written from it without the rest.',
  },
  language: {
    to: [],
    why: 'Which language a run speaks is a word that every room may know that speaks to people.',
  },
  'usage-error': { to: [], why: 'A mistake of the user is known to every room that reads what he wrote.' },
  syntax: {
    to: ['ir'],
    why: 'Front ends know grammars. Knowledge of APIs in a front end could not be listed, tested or extended as data.',
  },
  models: { to: [], why: 'Models are data; how they are evaluated is not their business.' },
  evaluate: {
    to: ['ir', 'models'],
    why: 'It runs the neutral form by the models, and asks for files through an interface: so it can be tested without a disk.',
  },
  files: {
    to: ['evaluate/pin', 'result', 'usage-error'],
    why: 'It finds files and paths; of the evaluator it knows the type of its answers alone.',
  },
  stores: {
    to: [],
    why: 'Certificate readers know bytes, never code: the same bytes give the same anchors wherever they came from.',
  },
  verdict: {
    to: ['evaluate/pin', 'language/language', 'result', 'usage-error'],
    why: 'Judging needs what was found, not how: types of pins in, types of results out.',
  },
  fixes: {
    to: ['evaluate/pin', 'ir', 'result', 'verdict'],
    why: 'A remedy starts from a judged pin, and from the shape of the code around it.',
  },
  report: {
    to: ['language/language', 'result', 'usage-error'],
    why: 'Reports are views of one result: what they can not see they can not contradict.',
  },
  'read-pins': {
    to: ['evaluate/pin', 'files', 'language', 'stores', 'verdict'],
    why: 'The one place where sources meet the readers of stores.',
  },
  search: {
    to: ['files', 'syntax', 'models', 'evaluate', 'ir', 'result'],
    why: 'The one place where suspects, front ends, models and the evaluator meet.',
  },
  'run-stores': { to: ['*'], why: 'It introduces stores that were named, or found on this machine, to their judges.' },
  'run-options': {
    to: ['files/changes', 'language/language', 'report/reported', 'search/evaluations'],
    why: 'What a run is asked for is known to the command line and to all who run, and depends on none of them.',
  },
  prepare: { to: ['*'], why: 'It gathers what the user has settled before a file is looked at.' },
  'scan-files': { to: ['*'], why: 'It introduces the rooms to one another.' },
  'run-fix': { to: ['*'], why: 'It introduces remedies to the judges that prove them.' },
  run: {
    to: [
      'files',
      'knowledge',
      'language',
      'narrow-changes',
      'prepare',
      'report',
      'run-options',
      'scan-files',
      'tool-version',
    ],
    why: 'It decides what there is to look at, and loads what looks at it only then.',
  },
  config: {
    to: ['files/relevance', 'result', 'usage-error', 'verdict/config-error'],
    why: 'It says what a configuration means; what comes of it is decided elsewhere.',
  },
  'run-baseline': { to: ['result', 'triage'], why: 'It gives the command line what it writes.' },
  settle: { to: ['*'], why: 'It introduces the configurations to what they settle.' },
  triage: {
    to: ['language/language', 'result', 'usage-error'],
    why: 'What becomes of a finding is decided by what the report tells of it, and by what the user allows.',
  },
  'narrow-changes': {
    to: ['files', 'models'],
    why: 'Whether a commit concerns anybody is told by the words of the models alone.',
  },
  knowledge: {
    to: ['language', 'report', 'stores', 'verdict'],
    why: 'What is known without a scan is shown to people in the words of reports.',
  },
  'compile-rules': { to: ['stores', 'verdict'], why: 'The build calls it, and nobody else.' },
  'tool-version': { to: ['result'], why: 'A number, and an address.' },
  cli: {
    to: [
      'files/changes',
      'files/git',
      'knowledge',
      'run',
      'run-options',
      'run-baseline',
      'run-fix',
      'run-stores',
      'tool-version',
      'language/language',
      'report',
      'result',
      'usage-error',
    ],
    why: 'It alone knows argv, streams and exit codes.',
  },
};

/**
 * The rooms of the evaluator. `code` calls libraries, and what libraries are given calls code: that circle is what an
 * interpreter is. What stands below it, and what begins it, stays out of it.
 */
const INSIDE_THE_EVALUATOR: Readonly<Record<string, { readonly to: readonly string[]; readonly why: string }>> = {
  memory: {
    to: ['machine', 'pin', 'limits', 'trust/check', 'trust/attempts'],
    why: 'Values lie still: what they are must not hang on what is run.',
  },
  trust: {
    to: ['code', 'memory', 'machine', 'pin'],
    why: 'What a client trusts is asked of values and of the functions in them, whichever call has asked.',
  },
  verbs: {
    to: ['code', 'library/modelled', 'library/makers', 'memory', 'trust', 'machine', 'pin', 'limits'],
    why: 'A verb says what one call does with values; which row named it is not its business.',
  },
  library: {
    to: ['code', 'memory', 'trust', 'verbs', 'machine', 'pin'],
    why: 'It reads rows, and has the other rooms do what they say.',
  },
  code: {
    to: ['library', 'memory', 'trust', 'verbs', 'machine', 'pin', 'limits'],
    why: "It runs the project's own code, wherever running leads; where running begins it can't know.",
  },
  entries: {
    to: ['code', 'memory', 'trust', 'machine', 'pin'],
    why: 'Where running begins is decided here, and asked by `evaluate.ts` alone.',
  },
};

/** Who may touch the disk, and why. Everybody else is given what he needs. */
const DISK: Readonly<Record<string, string>> = {
  'files/': 'finds and reads the files of the project',
  'models/load-models.ts': 'reads rules/',
  'settle.ts': 'reads the configuration that the command line names',
  'models/shipped-keywords.ts': 'reads what the build made of rules/',
  'models/shipped-models.ts': 'reads what the build made of rules/',
  'stores/read-store.ts': 'reads a store that was named on the command line',
  'stores/keytool.ts':
    'runs keytool where the user asks for it, on a copy where it changes something; nothing else is ever run',
  'stores/catalogue.ts': 'reads rules/roots/',
  'verdict/root-resolver.ts': 'reads PEM files that a migration names beside itself',
  'verdict/load-migrations.ts': 'reads rules/migrations/ and files given by the user',
  'verdict/compiled.ts': 'reads what the build made of rules/',
  'verdict/bundles.ts': 'reads rules/bundles.yaml',
  'verdict/error-causes.ts': 'reads rules/errors.yaml',
  'verdict/finding-rules.ts': 'reads rules/findings.yaml',
  'syntax/tree-sitter.ts': 'looks where its grammars lie',
  'fixes/write-files.ts': 'writes what a fix changed',
  'cli.ts': 'asks whether it was started',
  'cli/': 'reads what the command line names, and writes reports',
  'tool-version.ts': 'reads its own version',
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly outside: boolean;
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace(/\\/g, '/'))
  .sort();

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(SOURCES, from), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, to = '']) => {
    if (!to.startsWith('.')) return { from, to, outside: true };
    const target = relative(SOURCES, join(SOURCES, dirname(from), to)).replace(/\\/g, '/');
    return { from, to: target.replace(/\.js$/, ''), outside: false };
  });
});

const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : path.replace(/\.ts$/, ''));

describe('walls', () => {
  test('every room stands on the map', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !(room in DOORS))).toEqual([]);
  });

  for (const [room, { to: doors, why }] of Object.entries(DOORS)) {
    test(`${room}: ${why}`, () => {
      const through = imports.filter(
        ({ from, to, outside }) => !outside && roomOf(from) === room && roomOf(to) !== room,
      );
      const walls = through.filter(
        ({ to }) => !doors.includes('*') && !doors.some((door) => to === door || to.startsWith(`${door}/`)),
      );
      expect(walls.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
    });
  }

  const EVALUATOR = 'evaluate/';
  const inside = imports
    .filter(({ from, to, outside }) => !outside && from.startsWith(EVALUATOR) && to.startsWith(EVALUATOR))
    .map(({ from, to }) => ({ from: from.slice(EVALUATOR.length), to: to.slice(EVALUATOR.length) }));

  for (const [room, { to: doors, why }] of Object.entries(INSIDE_THE_EVALUATOR)) {
    test(`evaluate/${room}: ${why}`, () => {
      const through = inside.filter(({ from, to }) => roomOf(from) === room && roomOf(to) !== room);
      const walls = through.filter(({ to }) => !doors.some((door) => to === door || to.startsWith(`${door}/`)));
      expect(walls.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
    });
  }

  test('every room of the evaluator stands on the map', () => {
    const rooms = files.filter((file) => /^evaluate\/.*\//.test(file)).map((file) => file.split('/')[1] ?? '');
    expect([...new Set(rooms)].filter((room) => !(room in INSIDE_THE_EVALUATOR))).toEqual([]);
  });

  test('only those who must touch the disk', () => {
    const touching = imports
      .filter(({ to }) => /^(node:)?fs(\/promises)?$/.test(to) || to === 'node:child_process')
      .map(({ from }) => from);
    const allowed = (file: string) => Object.keys(DISK).some((place) => file.startsWith(place));
    expect([...new Set(touching)].filter((file) => !allowed(file))).toEqual([]);
  });

  test('heavy packages are loaded when they are needed', () => {
    const eager = files.filter((file) =>
      /^import (?!type).*'(ts-morph|node-forge)'/m.test(readFileSync(join(SOURCES, file), 'utf8')),
    );
    // The front end of JavaScript is itself loaded lazily, by lower.ts.
    expect(eager.filter((file) => !file.startsWith('syntax/javascript/'))).toEqual([]);
  });

  test('nothing is timed while it works: a clock in a loop can cost more than the loop', () => {
    const timed = files.filter((file) =>
      /\bperf_hooks\b|\bperformance\.|\bconsole\.time/.test(readFileSync(join(SOURCES, file), 'utf8')),
    );
    expect(timed).toEqual([]);
  });

  test('no attic: files are named for what they do', () => {
    expect(
      files.map((file) => posix.basename(file, '.ts')).filter((name) => /^(utils?|helpers?|misc|common)$/.test(name)),
    ).toEqual([]);
  });
});
