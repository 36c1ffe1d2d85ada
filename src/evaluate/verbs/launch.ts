/** A script starts a program of the project: what it has exported by then is the program's environment. */
import { NULL } from '../memory/values.js';
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

export const launchVerbs: Readonly<Record<string, Verb>> = {
  launch: (call) => {
    const { m } = call;
    const target = programIn(call);
    if (target !== null && m.environment.fields.size > 0)
      m.recorder.launches.push({ from: m.unit.path, target, environment: new Map(m.environment.fields) });
    return NULL;
  },
};
