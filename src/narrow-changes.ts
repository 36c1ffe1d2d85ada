/**
 * A commit of ordinary sources, which name no TLS API and which nothing near one leads to, concerns nobody: that is told
 * by words alone, before models, grammars and the evaluator are loaded.
 */
import { isManifest } from './files/dependencies.js';
import type { Discovery, SourceFile } from './files/discover.js';
import { keywordMatcher } from './files/keywords.js';
import { modelsFor } from './files/languages.js';
import { isNamedByStem, suspectsNear } from './files/leading.js';
import { findSuspects, REMARK } from './files/prefilter.js';
import { isConfiguration } from './files/relevance.js';
import { decodeText } from './files/text.js';
import { type Keywords, shippedKeywords } from './models/shipped-keywords.js';

/** The suspects whose pins may stand in what changed, or lead to it; undefined where that can be any. */
export async function suspectsOf({ files, changed, known, tree }: Discovery): Promise<ReadonlySet<string> | undefined> {
  if (changed === undefined) return undefined;
  if ([...known].some((path) => isConfiguration(path) && bringsModels(path, tree))) return undefined;
  // A version of a dependency is a pin by itself, and some manifests are sources.
  if ([...changed.paths].some(isManifest)) return undefined;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const sources = [...changed.paths].map((path) => byPath.get(path));
  const named = sources.filter((file): file is SourceFile => file !== undefined && isNamedByStem(file.language));
  // A deleted source, a setting, a store: whoever leads there is not told by its name.
  if (named.length < sources.length) return undefined;
  const suspects = suspectsAmong(files, await shippedKeywords());
  return new Set(suspectsNear(named, suspects, files).map(({ path }) => path));
}

/** The words of models that users bring are not known here. */
function bringsModels(path: string, tree: Discovery['tree']): boolean {
  const bytes = tree.at(path).kind === 'file' ? tree.read(path, LARGEST_SETTINGS) : undefined;
  return bytes === undefined || /\bmodels\b/.test(decodeText(bytes));
}

const LARGEST_SETTINGS = 1024 * 1024;

function suspectsAmong(files: readonly SourceFile[], keywords: Keywords): readonly SourceFile[] {
  const matchers = new Map<string, ReturnType<typeof keywordMatcher>>();
  const matcherOf = (language: string) => {
    const spoken = modelsFor(language);
    const matcher = matchers.get(spoken) ?? keywordMatcher([...(keywords[spoken] ?? []), REMARK]);
    matchers.set(spoken, matcher);
    return matcher;
  };
  // What starts programs names no module, and is read with whatever it starts.
  return findSuspects(
    files.filter(({ language }) => isNamedByStem(language)),
    matcherOf,
  ).suspects;
}
