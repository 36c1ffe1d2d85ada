/** What reports say beside the messages of findings: one catalogue a language, complete because the compiler says so. */
import type { Language } from '../../language/language.js';
import type { Confidence, Reach, Severity, VerdictWord } from '../../result.js';
import { en } from './en.js';
import type { FormatMessages } from './formats.js';
import { zhCN } from './zh-cn.js';

export type Countable = 'certificate' | 'day' | 'file' | 'pin' | 'private-key' | 'root' | 'store';

/** What stands before the notes of a finding. */
export type NoteLabel = 'note' | 'how' | 'holds' | 'lacks' | 'when' | 'reach' | 'also';

export interface Messages {
  readonly language: Language;
  count(count: number, what: Countable): string;
  severities(count: number, severity: Severity): string;
  /** Several things in a row, `a, b and c`. */
  listed(parts: readonly string[]): string;
  /** A list without an end. */
  enumerated(parts: readonly string[]): string;
  /** Two statements of one line. */
  joined(parts: readonly string[]): string;

  today(): string;
  inDays(days: number): string;
  daysAgo(days: number): string;
  expires(day: string): string;
  expired(day: string): string;
  mozillaDistrust(day: string): string;
  readonly privateCa: string;

  file(path: string, held: string, format: string | null, found: string | undefined): string;
  inTheCode(place: string, held: string): string;
  fetchedFrom(url: string): string;
  hash(algorithm: string, value: string, names: string | null, leaf: boolean): string;
  environment(name: string): string;
  bundle(name: string): string;
  system(name: string): string;
  readonly nothingVerified: string;
  unknown(why: string): string;

  readonly appendRoot: string;
  readonly removeSwitch: string;
  readonly removePin: string;
  /** A sentence of its own. */
  sentence(text: string): string;

  readonly labels: Readonly<Record<NoteLabel, string>>;
  confidence(confidence: Confidence): string;
  readonly reach: Readonly<Record<Exclude<Reach, 'live'>, string>>;
  line(line: number): string;
  andMore(count: number): string;
  readonly otherwise: string;
  readonly verdicts: Readonly<Record<VerdictWord, string>>;
  /** So many of them have this verdict. */
  judged(count: number, verdict: VerdictWord): string;
  sameStore(also: number, sites: string): string;
  moreSites(count: number): string;
  fixTitle(letter: 'A' | 'B', safe: boolean, does: string): string;
  fixWithheld(letter: 'A' | 'B', why: string): string;
  readonly wholeInJson: string;
  explain(rule: string): string;

  readonly nothingScanned: string;
  /** None of so many changed files can matter. */
  nothingChanged(changed: number): string;
  forChanges(changed: number): string;
  /** Findings that are allowed. */
  suppressed(count: number): string;
  /** Entries of the baseline that nothing matches. */
  staleBaseline(count: number): string;
  /** What a dependency holds, as `2 lacks-successor`. */
  dependency(folder: string, found: string): string;
  seen(files: number, parsed: number): string;
  noPins(seen: string, asOf: string): string;
  pins(pins: number, judged: readonly string[], seen: string, asOf: string): string;
  notRead(path: string, reason: string): string;
  unreadFiles(count: number, kind: string): string;
  unreadCode(files: string, total: number, languages: number): string;
  unreadConfiguration(files: string, total: number): string;

  readonly stepOnTheWay: string;
  usedBy(api: string): string;
  seeStores(links: readonly string[]): string;
  readonly whatToDo: string;
  readonly formats: FormatMessages;

  stores(stores: number, judged: readonly string[], asOf: string, errors: number): string;
  storesJudged(count: number, verdict: VerdictWord): string;
  remark(text: string): string;
  readonly breaksForHosts: string;
  unrelatedTo(count: number): string;
  goneRoots(count: number): string;
  lastingRoots(count: number): string;
  alias(name: string): string;
  /** Of `rootlint fix`. */
  readonly fixes: {
    keptAs(backup: string): string;
    failed(why: string): string;
    needsYou(why: string): string;
    error(why: string): string;
    fixed(count: number): string;
    wouldBeFixed(count: number): string;
    failedCount(count: number): string;
    needCount(count: number): string;
    addedTo(paths: string): string;
    removedIn(paths: string): string;
  };
  /** Of a rule's page. */
  readonly page: {
    readonly colon: string;
    severity(severity: Severity): string;
    readonly seen: string;
    readonly bad: string;
    readonly good: string;
    readonly ignore: string;
    readonly withMigration: string;
  };
  /** Of an error message. */
  readonly cause: {
    saidBy(who: string): string;
    readonly commands: string;
    readonly rules: string;
    readonly unseen: string;
  };
  /** Of `rootlint migrations`. */
  readonly migration: {
    readonly notice: string;
    readonly appliesTo: string;
    readonly retiring: string;
    readonly required: string;
    readonly recommended: string;
    readonly begins: string;
    readonly enforced: string;
    readonly oldRoot: string;
    readonly replaces: string;
    readonly private: string;
    readonly source: string;
    clientsOf(hosts: readonly string[]): string;
    readonly shownOnly: string;
    readonly retiringAlone: string;
    readonly retiringInStore: string;
    policy(policy: string): string;
    readonly noRequirement: string;
    oneOf(roots: readonly string[]): string;
    allOf(roots: readonly string[]): string;
    readonly hasToGo: string;
    staysUntil(day: string): string;
    readonly stays: string;
    readonly privatePki: string;
  };
  readonly anchorKinds: Readonly<Record<'cross-certificate' | 'intermediate' | 'leaf' | 'private', string>>;
}

export function messagesIn(language: Language = 'en'): Messages {
  switch (language) {
    case 'en':
      return en;
    case 'zh-CN':
      return zhCN;
  }
}
