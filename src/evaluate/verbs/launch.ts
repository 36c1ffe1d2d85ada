/** A script starts a program of the project: what it has exported by then is the program's environment. */
import { type Abstract, type Cell, NULL, PROPERTY } from '../memory/values.js';
import { wordsOf } from '../trust/flags.js';
import type { Verb, VerbCall } from './verbs.js';

/** The file of the program among the words of the command: a path, `-m shop.sync`, or a class with its package. */
function programIn({ m, args }: VerbCall): string | null {
  const words = args.positional.map(({ value }) =>
    typeof value !== 'symbol' && value.kind === 'text' ? value.text : '',
  );
  for (const [at, word] of words.entries()) {
    if (word === '' || (word.startsWith('-') && word !== '-m')) continue;
    const names = word === '-m' ? pathsOfModule(words[at + 1] ?? '') : [word, ...pathsOfModule(word)];
    for (const name of names) {
      const located = m.files.locate(name, m.unit.path);
      if (located.kind === 'file') return located.path;
    }
  }
  return null;
}

function pathsOfModule(name: string): string[] {
  if (!/^[\w.]+$/.test(name)) return [];
  const path = name.replace(/\./g, '/');
  return [`${path}.py`, `${path}/__main__.py`, `src/main/java/${path}.java`, `${path}.java`];
}

/** `java -Dledger.ca=conf/ca.pem`: properties of the program's own. Those of the runtime are judged at the command. */
function propertiesIn({ args }: VerbCall): [string, Cell][] {
  return wordsOf(args).flatMap(({ value, at }): [string, Cell][] => {
    const [, name, text] = (value.kind === 'text' && /^-D([^=]+)=(.*)$/s.exec(value.text)) || [];
    if (name === undefined || text === undefined || /^javax?\./.test(name)) return [];
    return [[PROPERTY + name, { value: { ...value, text } as Abstract, at }]];
  });
}

export const launchVerbs: Readonly<Record<string, Verb>> = {
  launch: (call) => {
    const { m } = call;
    const target = programIn(call);
    const environment = new Map([...m.environment.fields, ...propertiesIn(call)]);
    if (target !== null && environment.size > 0) m.recorder.launches.push({ from: m.unit.path, target, environment });
    return NULL;
  },
};
