/** The sentences of findings: one catalogue a language, complete because the compiler says so. */
import type { Language } from '../../language/language.js';
import { en } from './en.js';
import { zhCN } from './zh-cn.js';

/** Lists of names come joined already, by `listed`; `call` is the API as the code writes it. */
export interface Messages {
  readonly language: Language;
  /** `a`, `a and b`, `a, b and c`; long lists say how many are left. */
  listed(names: readonly string[], joint?: 'and' | 'or', most?: number): string;
  /** Several statements of one sentence. */
  clauses(parts: readonly string[]): string;
  /** Several sentences of one message. */
  sentences(parts: readonly string[], call: string): string;
  /** A name with a day behind it. */
  dated(name: string, day: string): string;

  /** Where a source stands. */
  readonly place: {
    inTheCode(place: string): string;
    readonly hash: string;
    environment(name: string): string;
    bundle(name: string): string;
    readonly system: string;
    readonly nobody: string;
    readonly emptyStore: string;
    readonly unknown: string;
    readonly emptyText: string;
  };

  /** Why a source is not known, or trusts nobody. */
  readonly why: {
    environment(name: string): string;
    readonly nothingPutIn: string;
    outside(place: string): string;
    missing(place: string): string;
    fetched(place: string): string;
    unread(place: string): string;
    locked(place: string): string;
    readonly onlyPrivateKeys: string;
    readonly noCertificates: string;
    readonly empty: string;
    unknownHash(hash: string): string;
    intermediateHash(hash: string, name: string, root: string): string;
    comparedWithLeaf(root: string): string;
  };

  /** In place of a source's contents. */
  readonly source: {
    hasNoEffect(given: string, why: string): string;
    readonly trustsNobody: string;
    notFound(tried: string): string;
    readonly outside: string;
    readonly system: string;
  };

  readonly finding: {
    when(when: string): string;
    readonly conditional: string;
    readonly uncalled: string;
    seeAlso(title: string): string;
    differsInCase(path: string): string;
    readonly curlReadsMore: string;
    verificationOff(call: string): string;
    next(name: string, day: string): string;
  };

  readonly breaking: {
    acceptsHashes(call: string, held: string, missing: string): string;
    trustsOnly(call: string, places: string, several: boolean, held: string, missing: string): string;
    behind(migrations: number): string;
    readonly demanded: string;
    /** Without hosts: whatever server it calls. */
    refused(hosts: string | null, isPast: boolean, when: string | null): string;
    brokenSince(day: string): string;
    willBreak(day: string): string;
    holdsUnread(place: string, roots: string, why: string): string;
    trustsNobody(call: string): string;
    ignored(place: string, call: string, why: string): string;
    neverMatches(call: string, why: string): string;
    unreadable(call: string, place: string, why: string): string;
  };

  readonly doubt: {
    aloneOrToo(call: string, what: string): string;
    readLacks(roots: string): string;
    unread(call: string, why: string): string;
    hash(call: string, why: string): string;
    askTheFile(call: string, why: string): string;
    unknown(call: string, why: string): string;
  };

  readonly shape: {
    ignored(given: string, why: string): string;
    rootHashes(roots: string): string;
    readonly hash: string;
    at(place: string, problem: string): string;
    firstOnly(place: string, certificates: number): string;
    notARoot(name: string, place: string, isCa: boolean, below: string | null): string;
    crossCertificate(name: string, place: string): string;
    readonly refusedByNode: string;
    readonly refusedByOpenssl: string;
    addsNoRoot(place: string, why: string): string;
    addsPublic(call: string, names: string, places: string): string;
    keptByHand(call: string, places: string, names: string): string;
  };

  /** Of lists of roots that come with a dependency. */
  readonly bundle: {
    lacks(dependency: string, roots: string): string;
    copyLacks(path: string, name: string, roots: string): string;
    trusts(call: string, dependency: string, roots: string): string;
    readonly fallback: string;
    raise(version: string): string;
    readonly never: string;
  };

  readonly time: {
    lacksOld(call: string, roots: string, until: string): string;
    allExpired(names: string): string;
    expired(names: string): string;
    ending(names: string): string;
    hasToGo(name: string, place: string, expired: string): string;
  };

  /** Of `rootlint store`. */
  readonly store: {
    unreadable(path: string, why: string): string;
    readLess(readers: string, path: string, why: string): string;
    noRootAbove(path: string, names: string): string;
    kind(name: string, kind: 'leaf' | 'intermediate' | 'cross-certificate', below: string | null): string;
    lacks(
      path: string,
      held: string,
      missing: string,
      migrations: string,
      several: boolean,
      when: string | null,
    ): string;
    expired(path: string, names: string): string;
    ending(path: string, names: string): string;
  };
}

export function messagesIn(language: Language = 'en'): Messages {
  switch (language) {
    case 'en':
      return en;
    case 'zh-CN':
      return zhCN;
  }
}
