/** Judges a store for its own sake: no client is known, so each migration is asked that touches a root of the store. */
import type { Language } from '../language/language.js';
import type {
  Finding,
  MigrationResult,
  RuleId,
  Severity,
  StoreAnchorResult,
  StoreProblem,
  StoreResult,
  VerdictWord,
} from '../result.js';
import { type Demand, graver } from './judge.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { type Held, isIssuedBy, isRoot, type Migration, missingRoots, namedRoots, type Root } from './migrations.js';
import type { Anchor, Catalogue, Problem, StoreContents } from './read-pin.js';
import { brokenWhen, daysFrom, NOTICE_DAYS } from './words.js';

export interface SurveyedStore {
  readonly path: string;
  readonly origin: string | null;
  readonly contents: StoreContents;
  readonly losing: readonly {
    readonly reader: string;
    readonly reads: number;
    readonly problems: readonly Problem[];
  }[];
  readonly someReadAll: boolean;
}

export interface StoreKnowledge {
  readonly migrations: readonly Migration[];
  readonly demands: readonly Demand[];
  readonly catalogue: Catalogue;
  readonly asOf: string;
  /** English where it is absent. */
  readonly language?: Language;
  /** How long before its end a root is worth a word; half a year where it is absent. */
  readonly horizonDays?: number;
}

export interface JudgedStore {
  readonly result: StoreResult;
  readonly findings: readonly Finding[];
}

export function judgeStore(store: SurveyedStore, known: StoreKnowledge): JudgedStore {
  const { contents } = store;
  const anchors = contents.anchors.map((anchor) => anchorResult(anchor, known));
  const migrations = contents.anchors.length === 0 ? [] : migrationResults(contents.anchors, known);
  const result: StoreResult = {
    path: store.path,
    origin: store.origin,
    format: contents.format,
    verdict: verdictOf(contents, anchors, decidingOf(migrations, known)),
    anchors,
    privateKeys: contents.privateKeys,
    problems: problemsOf(store),
    readers: store.losing.map(({ reader, reads }) => ({ reader, reads })),
    migrations,
  };
  return { result, findings: findingsOf(result, store, known) };
}

function verdictOf(
  contents: StoreContents,
  anchors: readonly StoreAnchorResult[],
  migrations: readonly MigrationResult[],
): VerdictWord {
  if (anchors.length === 0) return contents.unusable === 'locked' ? 'unresolved' : 'breaks';
  const worst = migrations.map(({ verdict }) => verdict).sort(graver)[0];
  if (worst !== undefined && worst !== 'unrelated') return worst;
  return anchors.some(({ id, root }) => id !== null || root !== null) ? 'survives' : 'unrelated';
}

/** `unrelated` where the store has nothing to do with the migration: neither what retires nor what is required. */
function migrationResults(anchors: readonly Anchor[], known: StoreKnowledge): readonly MigrationResult[] {
  const held: readonly Held[] = anchors.map((anchor) => ({
    id: null,
    name: anchor.name,
    sha256: anchor.sha256,
    spkiSha256: anchor.spkiSha256,
  }));
  const foreign = anchors.filter((anchor) => !anchor.selfIssued && known.catalogue.bySpki(anchor.spkiSha256) == null);
  const holds = (root: Root): boolean =>
    held.some((one) => isRoot(one, root)) || foreign.some((anchor) => isIssuedBy(anchor, root));
  const authorities = known.migrations.filter(({ scope }) => scope === 'authority');
  const retiring = namedRoots(authorities.map((one) => ({ ...one, required: { mode: 'all', roots: [] } })));
  const isOnly = (roots: readonly Root[]): boolean =>
    anchors.every((anchor) => roots.some((root) => isRoot(anchor, root) || isIssuedBy(anchor, root)));
  const isAlone = ({ alone, required }: Migration): boolean => !alone || isOnly([...retiring, ...required.roots]);
  const touched = touchedBy(known.migrations.filter(isAlone), holds);
  const migrations = known.migrations
    .filter(({ kind }) => kind === 'migration')
    .map(({ id, required }): MigrationResult => {
      const missing = missingRoots(required, held);
      const met = missing.length === 0;
      const isTouched = touched.has(id);
      return {
        id,
        verdict: met ? 'survives' : isTouched ? 'breaks' : 'unrelated',
        missing: met || !isTouched ? [] : missing.map(rootResult),
      };
    });
  const demands = known.demands.map(({ id, required }): MigrationResult => {
    const missing = missingRoots(required, held);
    return { id, verdict: missing.length === 0 ? 'survives' : 'breaks', missing: missing.map(rootResult) };
  });
  return [...migrations, ...demands];
}

const rootResult = ({ id, name, sha256 }: Root) => ({ id, name, sha256 });

/**
 * Which of them a store is judged by. Nobody knows whom its clients call: that Azure's databases ask for one root more is
 * said, and breaks nobody else. So the authorities decide, and what the user asked for; services, where nothing else does.
 */
function decidingOf(results: readonly MigrationResult[], known: StoreKnowledge): readonly MigrationResult[] {
  const byId = new Map(known.migrations.map((migration) => [migration.id, migration]));
  const replaced = new Set(known.migrations.flatMap(({ replaces }) => replaces));
  const concerned = results.filter(({ id, verdict }) => verdict !== 'unrelated' && !replaced.has(id));
  const general = concerned.filter(({ id }) => {
    const migration = byId.get(id);
    return migration === undefined || migration.given || migration.scope === 'authority';
  });
  return general.length > 0 ? general : concerned;
}

/** By a root that retires, and then by every later migration: a store that missed one has missed the next as well. */
function touchedBy(migrations: readonly Migration[], holds: (root: Root) => boolean): ReadonlySet<string> {
  const touched = new Set(migrations.filter(({ retiring }) => retiring.some(holds)).map(({ id }) => id));
  for (let grown = true; grown; ) {
    const later = migrations.filter(({ id, replaces }) => !touched.has(id) && replaces.some((one) => touched.has(one)));
    for (const { id } of later) touched.add(id);
    grown = later.length > 0;
  }
  return touched;
}

function anchorResult(anchor: Anchor, { catalogue, asOf }: StoreKnowledge): StoreAnchorResult {
  const exact = catalogue.bySha256(anchor.sha256) ?? null;
  const byKey = catalogue.bySpki(anchor.spkiSha256);
  const sameKey = exact ?? (byKey?.name === anchor.name ? byKey : null);
  const actual = sameKey?.distrustActual ?? null;
  const distrust = sameKey?.distrust ?? null;
  const trustedUntil = actual ?? distrust;
  const end = trustedUntil !== null && trustedUntil < anchor.notAfter ? trustedUntil : anchor.notAfter;
  return {
    id: sameKey?.id ?? null,
    name: anchor.name,
    subject: anchor.subject,
    issuer: anchor.issuer ?? '',
    sha256: anchor.sha256,
    spkiSha256: anchor.spkiSha256,
    kind: anchor.selfIssued ? 'root' : sameKey !== null ? 'cross-certificate' : anchor.isCa ? 'intermediate' : 'leaf',
    notBefore: anchor.notBefore,
    notAfter: anchor.notAfter,
    distrust,
    ...(actual !== null && { distrustActual: actual }),
    root: anchor.selfIssued ? null : (catalogue.intermediate?.(anchor.spkiSha256)?.root ?? null),
    daysLeft: Math.round((Date.parse(end) - Date.parse(asOf)) / 86_400_000),
    alias: anchor.alias ?? null,
  };
}

/** What is odd for everybody, and what is odd for some: each kind once, with those whom it costs certificates. */
function problemsOf({ contents, losing }: SurveyedStore): readonly StoreProblem[] {
  const byKind = new Map<string, { problem: Problem; readers: string[] }>();
  for (const problem of contents.problems) byKind.set(problem.kind, { problem, readers: [] });
  for (const { reader, problems } of losing) {
    for (const problem of problems.filter(({ rejects }) => rejects)) {
      const known = byKind.get(problem.kind);
      if (known === undefined) byKind.set(problem.kind, { problem, readers: [reader] });
      else if (!known.problem.rejects) byKind.set(problem.kind, { problem, readers: [reader] });
      else known.readers.push(reader);
    }
  }
  return [...byKind.values()].map(({ problem: { kind, message, rejects }, readers }) => ({
    kind,
    message,
    rejects,
    readers,
  }));
}

function findingsOf(result: StoreResult, store: SurveyedStore, known: StoreKnowledge): readonly Finding[] {
  const say = messagesIn(known.language);
  const { anchors, problems, path } = result;
  const found: Finding[] = [];
  const tell = (rule: RuleId, severity: Severity, message: string) =>
    found.push(finding(rule, severity, path, message));
  const why = say.clauses(problems.map(({ message }) => message));
  if (anchors.length === 0) {
    const locked = result.verdict === 'unresolved';
    tell('unreadable-trust-store', locked ? 'warning' : 'error', say.store.unreadable(path, why || say.why.empty));
    return found;
  }
  const unmet = decidingOf(result.migrations, known).filter(({ verdict }) => verdict === 'breaks');
  if (unmet.length > 0) tell('lacks-successor', 'error', lacking(result, unmet, known, say));
  if (store.losing.length > 0) {
    const readers = say.listed(
      store.losing.map(({ reader }) => reader),
      'and',
      8,
    );
    const severity = result.format === 'text' ? 'note' : store.someReadAll ? 'warning' : 'error';
    const reasons = problems.filter(({ rejects }) => rejects).map(({ message }) => message);
    tell('unreadable-trust-store', severity, say.store.readLess(readers, path, say.clauses(reasons) || why));
  }
  const lonely = anchors.filter(
    ({ kind, issuer }) =>
      kind !== 'root' && !anchors.some((other) => other.kind === 'root' && other.subject === issuer),
  );
  if (lonely.length > 0) {
    const kinds = lonely.map(({ name, kind, root }) => {
      const above = root === null ? null : (known.catalogue.byId(root)?.name ?? root);
      return kind === 'root' ? name : say.store.kind(name, kind, above);
    });
    tell('intermediate-pin', 'warning', say.store.noRootAbove(path, say.listed(kinds)));
  }
  found.push(...timeFindings(result, known, say));
  return found;
}

function lacking(result: StoreResult, unmet: readonly MigrationResult[], known: StoreKnowledge, say: Messages): string {
  const missing = say.listed(unmet.flatMap((one) => one.missing.map(({ name }) => name)));
  const migrations = known.migrations.filter(({ id }) => unmet.some((one) => one.id === id));
  const enforced = migrations.flatMap((one) => (one.enforced === null ? [] : [one.enforced])).sort()[0] ?? null;
  const when = brokenWhen(enforced, known.asOf, say);
  const held = say.listed(result.anchors.map(({ name }) => name));
  const ids = say.listed(unmet.map(({ id }) => id));
  return say.store.lacks(result.path, held, missing, ids, unmet.length > 1, when);
}

/** In a store of many roots expired ones gather like dust; where every root ends, or a private one, it is told. */
function timeFindings(
  { path, anchors }: StoreResult,
  { asOf, horizonDays }: StoreKnowledge,
  say: Messages,
): readonly Finding[] {
  const expired = anchors.filter(({ notAfter }) => notAfter < asOf);
  const told = expired.length === anchors.length ? expired : expired.filter(({ id }) => id === null);
  const limit = daysFrom(asOf, horizonDays ?? NOTICE_DAYS);
  // Trust that was taken away is told by the migrations; that it also expires soon is still news.
  const endOf = ({ distrustActual, distrust, notAfter }: StoreAnchorResult): string => {
    const trusted = distrustActual ?? distrust;
    return trusted !== null && trusted >= asOf && trusted < notAfter ? trusted : notAfter;
  };
  const ending = anchors.filter((anchor) => endOf(anchor) >= asOf && endOf(anchor) <= limit);
  const days = (list: readonly StoreAnchorResult[]) =>
    say.listed(list.map((anchor) => say.dated(anchor.name, endOf(anchor))));
  return [
    ...(told.length > 0 ? [finding('expired-anchor', 'warning', path, say.store.expired(path, days(told)))] : []),
    ...(ending.length > 0 ? [finding('retiring-anchor', 'note', path, say.store.ending(path, days(ending)))] : []),
  ];
}

const finding = (rule: RuleId, severity: Severity, path: string, message: string): Finding => ({
  rule,
  severity,
  confidence: 'high',
  path,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
  message,
  pin: null,
  fixes: [],
});
