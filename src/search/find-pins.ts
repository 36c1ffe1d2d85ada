/** Finds the pins of a project: suspects first, then the callers of what the suspects leave open. */
import type { Circumstances } from '../evaluate/evaluate.js';
import type { Pin } from '../evaluate/pin.js';
import type { SourceFile } from '../files/discover.js';
import { findSuspects } from '../files/prefilter.js';
import type { Project } from '../files/project.js';
import type { Unit } from '../ir/step.js';
import type { Model } from '../models/load-models.js';
import type { Diagnostic } from '../result.js';
import { callersOf } from './callers.js';
import { type Bug, type EnvironmentOf, Evaluations } from './evaluations.js';
import { ModelsByLanguage } from './models-by-language.js';
import { environmentsOf, isStarter, startersFor } from './starters.js';

export interface Searched {
  readonly files: readonly SourceFile[];
  readonly project: Project;
  readonly models: readonly Model[];
  readonly environmentOf: EnvironmentOf;
  /** Sources that alone may be of interest, beside what starts programs; all where it is absent. */
  readonly only?: ReadonlySet<string> | undefined;
}

export interface FoundPins {
  readonly pins: readonly Pin[];
  readonly parsed: number;
  /** Files in which a word of the models stands, or a remark for rootlint. */
  readonly suspects: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly bugs: readonly Bug[];
  /** The neutral form of a file that was read; null for any other. */
  readonly unitOf: (path: string) => Unit | null;
  /** Settings and stores that were read while a file was run. */
  readonly readBy: (path: string) => ReadonlySet<string> | undefined;
}

export type Progress = (done: number, total: number, what: string) => void;

/** How many steps up from a function its callers are looked for. */
const CALLER_LEVELS = 3;

export async function findPins(searched: Searched, progress: Progress): Promise<FoundPins> {
  const { files, project, only } = searched;
  const models = new ModelsByLanguage(searched.models);
  const evaluations = new Evaluations(project, models, searched.environmentOf);
  const inQuestion = only === undefined ? files : files.filter((file) => isStarter(file) || only.has(file.path));
  const { suspects, diagnostics } = findSuspects(inQuestion, models.suspectedBy, (done) =>
    progress(done, inQuestion.length, 'files looked at'),
  );
  // What starts programs comes first: it says in which environment they run.
  const starters = suspects.filter(isStarter);
  const programs = suspects.filter((file) => !isStarter(file));
  const others = startersFor(programs, files.filter(isStarter), project);
  const ordered = [...new Set([...starters, ...others]), ...programs];
  for (const [at, file] of ordered.entries()) {
    progress(at, ordered.length, `suspects read, now ${file.path}`);
    await evaluateInItsEnvironments(evaluations, file);
  }
  await followCallers(searched, evaluations, progress);
  return {
    pins: evaluations.recorder.pins(),
    parsed: evaluations.parsed.size,
    suspects,
    diagnostics: [...diagnostics, ...evaluations.diagnostics],
    bugs: evaluations.bugs,
    unitOf: (path) => evaluations.unitOf(path),
    readBy: (path) => evaluations.readBy.get(path),
  };
}

async function evaluateInItsEnvironments(
  evaluations: Evaluations,
  file: SourceFile,
  circumstances: Circumstances = {},
) {
  const environments = environmentsOf(file, evaluations.recorder.launches);
  if (environments.length === 0) await evaluations.evaluate(file, circumstances);
  for (const environment of environments) await evaluations.evaluate(file, { ...circumstances, environment });
}

/** Runs what calls the functions that are asked for, and forgets the question; the callers may ask for theirs. */
async function followCallers({ files, project }: Searched, evaluations: Evaluations, progress: Progress) {
  const { asked: questions } = evaluations.recorder;
  /** Names whose callers were looked for, by language. */
  const followed = new Set<string>();
  for (let level = 0; level < CALLER_LEVELS && questions.size > 0; level++) {
    const now = [...questions];
    questions.clear();
    for (const [language, all] of now) {
      const asked = new Map([...all].filter(([name]) => !followed.has(`${language} ${name}`)));
      for (const name of asked.keys()) followed.add(`${language} ${name}`);
      if (asked.size === 0) continue;
      const callers = callersOf([...asked.keys()], language, files, project);
      for (const [at, file] of callers.entries()) {
        progress(at, callers.length, `callers read, now ${file.path}`);
        await evaluateInItsEnvironments(evaluations, file, { asked });
      }
    }
  }
}
