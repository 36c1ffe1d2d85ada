/** What one alternative's sources come to, taken together: which roots are held, and what could not be known. */
import { type Bundle, presenceOf } from './bundles.js';
import { digestsIn, intermediateOfDigest, rootOfDigest } from './hashes.js';
import type { Messages } from './messages/messages.js';
import { type Held, isIssuedBy, isRoot, type Root } from './migrations.js';
import { bundleOf, type PinnedDependency } from './outdated.js';
import type { Anchor, Catalogue, HashSource, Problem, ReadAlternative, ReadSource } from './read-pin.js';
import { placeOf } from './words.js';

/** An anchor of a store, with what the catalogue knows of it. */
export interface HeldAnchor extends Held {
  readonly anchor: Anchor;
  readonly notAfter: string;
  /** When trust in it ends, or ended; null outside the catalogue. */
  readonly distrust: string | null;
  readonly source: ReadSource;
}

/** Why a source could not be known. `missing` is told apart: a path that leads nowhere has a rule of its own. */
export interface Gap {
  readonly kind: 'missing' | 'outside' | 'locked' | 'password' | 'fetched' | 'environment' | 'hash' | 'unknown';
  readonly source: ReadSource;
  readonly why: string;
}

/** A source that is known, and trusts nobody. */
export interface Void {
  readonly kind: 'unreadable' | 'empty' | 'ignored' | 'never-matches';
  readonly source: ReadSource;
  readonly why: string;
}

export interface Holdings {
  readonly anchors: readonly HeldAnchor[];
  /** Roots that pinned hashes name. */
  readonly named: readonly Held[];
  readonly gaps: readonly Gap[];
  readonly voids: readonly Void[];
  /** Values that the API ignores while the default roots stay. */
  readonly ignored: readonly ReadSource[];
  /** The system's or a bundle's roots count as well. */
  readonly defaults: boolean;
  /** Bundles whose version is known; empty where other default roots count beside them. */
  readonly bundles: readonly PinnedBundle[];
  readonly off: boolean;
}

export interface PinnedBundle {
  readonly bundle: Bundle;
  readonly dependency: PinnedDependency;
}

type Part = Partial<Omit<Holdings, 'defaults' | 'off' | 'bundles'>> & {
  readonly defaults?: boolean;
  readonly off?: boolean;
  readonly bundle?: PinnedBundle;
};

/** What is known beside the sources themselves, and the language of the reasons given. */
export interface HoldingsContext {
  readonly described: readonly Root[];
  readonly catalogue: Catalogue;
  readonly say: Messages;
}

export function holdingsOf(alternative: ReadAlternative, context: HoldingsContext): Holdings {
  const parts = alternative.sources.map((source) => partOf(source, context));
  const hashes = alternative.sources.some((source) => source.kind === 'hash');
  return {
    anchors: parts.flatMap((part) => part.anchors ?? []),
    named: parts.flatMap((part) => part.named ?? []),
    gaps: parts.flatMap((part) => part.gaps ?? []),
    voids: parts.flatMap((part) => part.voids ?? []),
    ignored: parts.flatMap((part) => part.ignored ?? []),
    // A hash is asked in addition to the default roots, not instead of them: they can't stand in for it.
    defaults: !hashes && parts.some((part) => part.defaults === true),
    off: parts.some((part) => part.off === true),
    bundles: bundlesIn(parts),
  };
}

function bundlesIn(parts: readonly Part[]): readonly PinnedBundle[] {
  const defaults = parts.filter((part) => part.defaults === true);
  const bundles = defaults.flatMap((part) => (part.bundle === undefined ? [] : [part.bundle]));
  return bundles.length === defaults.length ? bundles : [];
}

export const heldBy = (holdings: Holdings): readonly Held[] => [...holdings.anchors, ...holdings.named];

/**
 * Whether a root stands in the store, itself or by an intermediate or leaf that it issued: a store with nothing but an
 * intermediate of the retiring root retires with it.
 */
export const holdsOrDescends = (holdings: Holdings, root: Root): boolean =>
  heldBy(holdings).some((held) => isRoot(held, root)) ||
  holdings.bundles.some(({ bundle, dependency }) => presenceOf(bundle, dependency.version, root.id).kind === 'held') ||
  holdings.anchors.some((held) => held.id === null && isIssuedBy(held.anchor, root));

/** Nothing but these roots, and what they issued. */
export const holdsOnly = (holdings: Holdings, roots: readonly Root[]): boolean =>
  holdings.bundles.length === 0 &&
  holdings.named.every((held) => roots.some((root) => isRoot(held, root))) &&
  holdings.anchors.every((held) => belongsTo(held, roots));

/** Outside the catalogue, and neither named by a migration nor issued by a root that one names. */
export const isPrivate = (holdings: Holdings, described: readonly Root[]): boolean =>
  holdings.named.length === 0 &&
  holdings.anchors.length > 0 &&
  holdings.anchors.every((held) => held.id === null && !belongsTo(held, described));

export const belongsTo = (held: HeldAnchor, roots: readonly Root[]): boolean =>
  roots.some((root) => isRoot(held, root) || isIssuedBy(held.anchor, root));

function partOf(source: ReadSource, context: HoldingsContext): Part {
  const { why } = context.say;
  switch (source.kind) {
    case 'file':
    case 'directory':
    case 'inline':
    case 'url':
    case 'bundle':
      return storePart(source, context);
    case 'hash':
      return hashPart(source, context);
    case 'environment':
      return gap(source, 'environment', why.environment(source.name));
    case 'system':
      return { defaults: true };
    case 'disabled':
      return { off: true };
    case 'ignored':
      return source.then === 'default'
        ? { ignored: [source], defaults: true }
        : emptiness(source, 'ignored', source.why);
    case 'nothing':
      return emptiness(source, 'empty', why.nothingPutIn);
    case 'unknown':
      return gap(source, 'unknown', source.why);
  }
}

function storePart(source: ReadSource, { catalogue, say }: HoldingsContext): Part {
  const { why } = say;
  const place = placeOf(source, say);
  if (source.kind === 'file' || source.kind === 'directory') {
    const { located } = source;
    if (located.kind === 'system') return { defaults: true };
    if (located.kind === 'outside') return gap(source, 'outside', why.outside(place));
    if (located.kind === 'missing') return gap(source, 'missing', why.missing(place));
  }
  const contents = source.contents;
  if (contents === undefined) {
    // A bundle that nobody read comes with the runtime or a dependency and is renewed with it, as the system's is.
    if (source.kind === 'bundle') return bundlePart(source);
    if (source.kind === 'url') return gap(source, 'fetched', why.fetched(place));
    return gap(source, 'unknown', why.unread(place));
  }
  const told = reasonsOf(contents.problems, say);
  if (contents.unusable === 'locked') {
    const needsPassword = contents.format === 'pkcs12' || contents.format === 'bks';
    return gap(source, needsPassword ? 'password' : 'locked', told || why.locked(place));
  }
  if (contents.anchors.length > 0) {
    return { anchors: contents.anchors.map((anchor) => heldAnchor(anchor, source, catalogue)) };
  }
  if (contents.problems.some(isIgnored)) return emptiness(source, 'ignored', told);
  if (told !== '') return emptiness(source, 'unreadable', told);
  if (contents.privateKeys > 0) return emptiness(source, 'empty', why.onlyPrivateKeys);
  return contents.unusable === 'unreadable'
    ? emptiness(source, 'unreadable', why.noCertificates)
    : emptiness(source, 'empty', why.empty);
}

function bundlePart({ dependency }: ReadSource): Part {
  const bundle = dependency && bundleOf(dependency.registry, dependency.name);
  return { defaults: true, ...(bundle && { bundle: { bundle, dependency } }) };
}

/** Certificates that are there, in order, and that the library passes over: the pin is dead rather than damaged. */
export const isIgnored = (problem: Problem): boolean => ['unhashed', 'not-trusted-by-java'].includes(problem.kind);

/** What made the library reject the file; where nothing did, all that is odd about it. */
function reasonsOf(problems: readonly Problem[], say: Messages): string {
  const rejecting = problems.filter((problem) => problem.rejects);
  return say.clauses((rejecting.length > 0 ? rejecting : problems).map((problem) => problem.message));
}

function hashPart(source: HashSource, { described, catalogue, say }: HoldingsContext): Part {
  const digests = digestsIn(source.value);
  const roots = digests.map((digest) => rootOfDigest(digest, described, catalogue));
  const named = roots.filter((root) => root !== null);
  const intermediate = digests
    .filter((_, index) => roots[index] === null)
    .map((digest) => intermediateOfDigest(digest, catalogue))
    .find((one) => one !== null);
  const gaps =
    digests.length === 0 || named.length < roots.length
      ? [
          {
            kind: 'hash' as const,
            source,
            why: intermediate
              ? say.why.intermediateHash(shortened(source.value), intermediate.name, intermediate.root)
              : say.why.unknownHash(shortened(source.value)),
          },
        ]
      : [];
  if (source.matches === 'chain') return { named, gaps };
  return {
    gaps,
    voids: named.map((root) => ({
      kind: 'never-matches' as const,
      source,
      why: say.why.comparedWithLeaf(root.name),
    })),
  };
}

/** A hash as people recognise it: the beginning. */
const shortened = (value: string): string => (value.length > 24 ? `${value.slice(0, 24)}…` : value);

export function heldAnchor(anchor: Anchor, source: ReadSource, catalogue: Catalogue): HeldAnchor {
  // A key with another name is not that root: chains are built by names, and verified by keys.
  const sameKey = catalogue.bySpki(anchor.spkiSha256);
  const entry = catalogue.bySha256(anchor.sha256) ?? (sameKey?.name === anchor.name ? sameKey : null);
  return {
    id: entry?.id ?? null,
    name: anchor.name,
    sha256: anchor.sha256,
    spkiSha256: anchor.spkiSha256,
    notAfter: anchor.notAfter,
    distrust: entry?.distrustActual ?? entry?.distrust ?? null,
    anchor,
    source,
  };
}

const gap = (source: ReadSource, kind: Gap['kind'], why: string): Part => ({ gaps: [{ kind, source, why }] });
const emptiness = (source: ReadSource, kind: Void['kind'], why: string): Part => ({ voids: [{ kind, source, why }] });
