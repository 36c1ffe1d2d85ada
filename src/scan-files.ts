/** Introduces the rooms to one another: from the files that were found to what is reported, on one screen. */
import { foreignFiles } from './files/attributes.js';
import { clientJudges } from './files/client-judges.js';
import { type Dependency, dependenciesOf } from './files/dependencies.js';
import type { SourceFile } from './files/discover.js';
import { wayFrom } from './files/disk.js';
import { packagesOf } from './files/packages.js';
import { REMARK } from './files/prefilter.js';
import { openProject, type Project } from './files/project.js';
import { sitesOf, touchesAny } from './files/touched.js';
import { changedFiles } from './fixes/changed-files.js';
import { type FixContext, proposeFixes } from './fixes/propose.js';
import { rulePages } from './knowledge.js';
import type { Language } from './language/language.js';
import { translated } from './language/phrasebook.js';
import type { Prepared } from './prepare.js';
import { copiedBundles, nearestTo, readPins } from './read-pins.js';
import type { Diagnostic, Fix, PinResult, Result, VerdictWord } from './result.js';
import type { Outcome } from './run-options.js';
import { type FoundPins, findPins } from './search/find-pins.js';
import { catalogue } from './stores/catalogue.js';
import { freeHashedName } from './stores/parse-directory.js';
import { layoutOf } from './syntax/layout.js';
import { toolOf } from './tool-version.js';
import type { FileLayout } from './triage/allow.js';
import { digestOf } from './triage/certificates.js';
import { messagesIn } from './triage/messages.js';
import { triage } from './triage/triage.js';
import { bundledPackages } from './verdict/bundles.js';
import { isRule } from './verdict/finding-rules.js';
import type { JudgedPin } from './verdict/judge.js';
import { type Judgement, judgePins } from './verdict/judge-pins.js';
import { bundleOf, missingIn } from './verdict/outdated.js';
import { passwordsOf } from './verdict/pin-results.js';
import { withoutSecrets } from './verdict/secrets.js';

/** What was seen, with what `fixes/` needs beyond the report. */
export interface Examined extends Outcome {
  readonly judged: ReadonlyMap<string, JudgedPin>;
  readonly fixing: FixContext;
  readonly unitOf: FoundPins['unitOf'];
}

/** `written`: what some files would hold if they were written. */
export async function examine(
  { options, migrations, models, configurations, baseline, found }: Prepared,
  written?: ReadonlyMap<string, Uint8Array>,
): Promise<Examined> {
  const project = openProject(found.tree, found.known, written);
  const progress = options.onProgress ?? (() => undefined);

  const { pins, parsed, diagnostics, bugs, readBy, unitOf, suspects } = await findPins(
    {
      files: found.files,
      project,
      models,
      environmentOf: (path) => configurations.environmentOf(path),
      only: found.changed?.suspects,
    },
    progress,
  );
  const { changed } = found;
  const judged = pins
    .filter(({ site }) => found.named.has(site.path) || !configurations.ignores(site.path))
    .filter((pin) => changed === undefined || touchesAny(pin, changed.paths, readBy));

  const isVendored = foreignFiles(
    judged.flatMap(sitesOf).map(({ path }) => path),
    found.tree,
  );
  const textOf = (path: string) => project.text(path) ?? null;
  const dependencies = dependenciesOf(project, bundledPackages());
  const isAsked = ({ path }: { readonly path: string }) => found.isAsked(path) && !configurations.ignores(path);
  const judgement = judgePins(readPins(judged, project, isVendored, dependencies, options.language), {
    migrations,
    catalogue,
    asOf: options.asOf,
    require: [...options.require, ...configurations.required],
    textOf,
    hostsOf: (path) => configurations.hostsOf(path),
    dependencies: dependencies.filter(isAsked),
    copies: copiedBundles(project).filter(isAsked),
    ...(options.language !== undefined && { language: options.language }),
    ...(options.horizonDays !== undefined && { horizonDays: options.horizonDays }),
  });
  const fixing = fixingIn(project, judgement, dependencies, unitOf);
  const proposed = proposeFixes(judgement, fixing).map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => fixIn(fix, options.language)),
  }));
  const packageOf = packagesOf(found.known);
  const inPackages = proposed.map((finding) => {
    const folder = packageOf(finding.path);
    return folder === '.' ? finding : { ...finding, package: folder };
  });
  const { findings, suppressed, stale } = triage(inPackages, {
    layouts: await layoutsOf(suspects, changed?.paths, project),
    pins: new Map(judgement.pins.map((pin) => [pin.id, pin])),
    isRule,
    asOf: options.asOf,
    say: messagesIn(options.language),
    severityOf: (rule, path) => configurations.severityOf(rule, path),
    baseline,
    isVendored,
    metFrom: ({ id }) => judgement.judged.get(id)?.read.pin.metFrom ?? [],
  });
  const result: Result = {
    schema: 'rootlint/json/v1',
    tool: toolOf(),
    asOf: options.asOf,
    pins: judgement.pins.map((pin) => ({ ...pin, certificates: digestOf(pin) })),
    findings,
    suppressed,
    diagnostics: inOrder(
      [
        ...found.diagnostics,
        ...diagnostics.filter(({ path }) => changed === undefined || changed.paths.has(path)),
        ...bugs.map(({ path }) => ({ path, reason: 'an error of rootlint itself; the file was not judged' })),
      ],
      options.language,
    ),
    summary: {
      filesSeen: found.files.length,
      filesParsed: parsed,
      ...(changed !== undefined && { changedFiles: changed.all }),
      ...counted(judgement.pins),
      suppressed: suppressed.length,
      ...(stale > 0 && changed === undefined && { staleBaseline: stale }),
      unreadLanguages: found.unread,
    },
  };
  const passwords = [...judgement.judged.values()].flatMap((judged) => judged.read.alternatives.flatMap(passwordsOf));
  return {
    result,
    fromHere: wayFrom(options.cwd, found.tree.root),
    textOf: (path) => project.text(path) ?? '',
    bytesOf: (path) => project.read(path),
    withoutSecrets: (line) => withoutSecrets(line, passwords),
    ruleTexts: rulePages(options.language ?? 'en'),
    language: options.language ?? 'en',
    afterFix: (fix) => changedFiles(fix.edits, (path) => project.read(path)),
    ...(changed !== undefined && { changed: { has: (path) => changed.paths.has(path), get: changed.firstLine } }),
    bugs,
    judged: judgement.judged,
    fixing,
    unitOf,
  };
}

/** What remedies need of the project around the pins. */
function fixingIn(
  project: Project,
  judgement: Judgement,
  dependencies: readonly Dependency[],
  unitOf: FoundPins['unitOf'],
): FixContext {
  const clients = clientsIn(judgement.pins);
  return {
    textOf: (path) => project.text(path) ?? null,
    unitOf,
    catalogue,
    lackingWithout: (name, path, migration) => {
      const pinned = nearestTo(path, name, dependencies);
      const bundle = pinned && bundleOf(pinned.registry, name);
      if (pinned === undefined || bundle === undefined || bundle.used !== 'always') return null;
      const missing = missingIn(bundle, pinned.version, migration);
      return missing.length === 0 ? null : { list: `${name} ${pinned.version}`, missing };
    },
    hashedName: (pem, folder) => freeHashedName(pem, project.list(folder)),
    judgesClients: clientJudges(project, (store) => clients.get(store) ?? []),
  };
}

/** Pins that decide, by their verdict. */
function counted(pins: readonly PinResult[]) {
  const count = (word: VerdictWord) => pins.filter((pin) => pin.shadowedBy === null && pin.verdict === word).length;
  return {
    pins: pins.length,
    breaks: count('breaks'),
    survives: count('survives'),
    unprotected: count('unprotected'),
    unrelated: count('unrelated'),
    unresolved: count('unresolved'),
  };
}

const inOrder = (diagnostics: readonly Diagnostic[], language: Language | undefined): readonly Diagnostic[] =>
  diagnostics
    .map(({ path, reason }) => ({ path, reason: translated(reason, language) }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

/** Of files with remarks. Of a run over changes, remarks in other files are nobody's business. */
async function layoutsOf(
  suspects: readonly SourceFile[],
  changed: ReadonlySet<string> | undefined,
  project: Project,
): Promise<Map<string, FileLayout>> {
  const layouts = new Map<string, FileLayout>();
  for (const { path, language } of suspects) {
    if (changed !== undefined && !changed.has(path)) continue;
    const text = project.text(path) ?? '';
    if (text.includes(REMARK)) layouts.set(path, await layoutOf(language, path, text));
  }
  return layouts;
}

const fixIn = (fix: Fix, language: Language | undefined): Fix => ({
  ...fix,
  withheld: fix.withheld === null ? null : translated(fix.withheld, language),
  ...(fix.note !== undefined && { note: translated(fix.note, language) }),
});

/** By store, the files whose clients trust it. */
function clientsIn(pins: readonly PinResult[]): ReadonlyMap<string, readonly string[]> {
  const clients = new Map<string, string[]>();
  for (const { path, sources } of pins) {
    for (const source of sources) {
      if (source.kind !== 'file') continue;
      const known = clients.get(source.path);
      if (known === undefined) clients.set(source.path, [path]);
      else known.push(path);
    }
  }
  return clients;
}
