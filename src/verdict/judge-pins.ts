/**
 * The entry of this room.
 *
 *     const migrations = loadMigrations({ files: [], builtIn: true }, catalogue);
 *     const judgement = judgePins(readPins, { migrations, catalogue, asOf: '2026-11-23', require: [], textOf });
 *     const findings = proposeFixes(judgement, …);   // fixes/: the same findings, with remedies
 */
import type { Language } from '../language/language.js';
import type { Finding, PinResult } from '../result.js';
import { demandsOf } from './demands.js';
import { findingOf } from './findings.js';
import { anyOf, hostsIn } from './hosts.js';
import { type JudgedPin, judgePin, type Knowledge } from './judge.js';
import { messagesIn } from './messages/messages.js';
import { type Migration, namedRoots } from './migrations.js';
import { type CopiedBundle, outdatedCopies, outdatedDependencies, type PinnedDependency } from './outdated.js';
import { byPlace, compare, pinIds, pinResult } from './pin-results.js';
import type { Catalogue, ReadPin } from './read-pin.js';
import type { TextOf } from './source-results.js';
import { daysFrom, NOTICE_DAYS } from './words.js';

export interface JudgeContext {
  readonly migrations: readonly Migration[];
  readonly catalogue: Catalogue;
  /** A day: it chooses words and says what has expired, never which requirement counts. */
  readonly asOf: string;
  /** Ids, names or fingerprints of roots that every exclusive pin must hold. */
  readonly require: readonly string[];
  /** For source lines, hosts named beside a pin, and ids. */
  readonly textOf: TextOf;
  /** Hosts that the user says the clients of a file call. */
  readonly hostsOf?: (path: string) => readonly string[];
  /** Versions of dependencies, and copies of their lists of roots. */
  readonly dependencies?: readonly PinnedDependency[];
  readonly copies?: readonly CopiedBundle[];
  /** English where it is absent. */
  readonly language?: Language;
  /** How long before its end a root is worth a word; half a year where it is absent. */
  readonly horizonDays?: number;
}

export interface Judgement {
  readonly pins: readonly PinResult[];
  readonly findings: readonly Finding[];
  /** By id: what `fixes/` needs to know beyond the result. */
  readonly judged: ReadonlyMap<string, JudgedPin>;
}

export function judgePins(readPins: readonly ReadPin[], context: JudgeContext): Judgement {
  const { migrations, catalogue, asOf, textOf } = context;
  const say = messagesIn(context.language);
  const demands = demandsOf(context.require, migrations, catalogue);
  const described = [...namedRoots(migrations), ...demands.flatMap((demand) => demand.required.roots)];
  const publicRoots = [
    ...namedRoots(migrations.filter((migration) => !migration.private)),
    ...demands.flatMap((demand) => demand.required.roots),
  ];
  const known: Knowledge = {
    migrations,
    described,
    publicRoots,
    demands,
    catalogue,
    say,
    asOf,
    horizon: daysFrom(asOf, context.horizonDays ?? NOTICE_DAYS),
  };
  const ids = pinIds(
    readPins.map((read) => read.pin),
    textOf,
  );
  const hosts = new Map<string, readonly string[]>();
  const migrates = anyOf(migrations.flatMap((migration) => migration.hosts));
  const namedFor = (path: string): readonly string[] => {
    const told = context.hostsOf?.(path) ?? [];
    return told.length > 0 ? told : hostsIn(textOf(path) ?? '');
  };
  const mentioned = (path: string): readonly string[] => {
    const found = hosts.get(path) ?? namedFor(path).filter(migrates);
    hosts.set(path, found);
    return found;
  };
  const judged = [...readPins]
    .sort((a, b) => byPlace(a.pin, b.pin))
    .map((read) => judgePin(read, mentioned(read.pin.site.path), known));
  const byPin = new Map(judged.map((one) => [one.read.pin, one]));
  const idOf = (one: JudgedPin): string => ids.get(one.read.pin) ?? '';
  return {
    pins: judged.map((one) => decidedElsewhere(pinResult(one, ids, { textOf, catalogue, described, say }), one, byPin)),
    findings: [
      ...judged.map((one) => findingOf(one, idOf(one), known)).filter((finding) => finding !== null),
      ...outdatedDependencies(context.dependencies ?? [], known),
      ...outdatedCopies(context.copies ?? [], known),
    ].sort(byPlaceAndRule),
    judged: new Map(judged.map((one) => [idOf(one), one])),
  };
}

/** A shadowed pin has no verdict of its own: it shows that of the pin that decides for it. */
function decidedElsewhere(
  result: PinResult,
  judged: JudgedPin,
  byPin: ReadonlyMap<ReadPin['pin'], JudgedPin>,
): PinResult {
  const { shadowedBy } = judged.read.pin;
  const verdict = shadowedBy === undefined ? undefined : byPin.get(shadowedBy)?.deciding.verdict;
  return verdict === undefined ? result : { ...result, verdict };
}

const byPlaceAndRule = (a: Finding, b: Finding): number =>
  compare(a.path, b.path) ||
  a.line - b.line ||
  a.column - b.column ||
  compare(a.rule, b.rule) ||
  compare(a.pin ?? '', b.pin ?? '');
