/**
 * The algebra of trust. A client's decision about a server's chain is an expression over checks; reduced, it says which
 * effect the code has and which sources count. Holders are the OR of what was put into them, checks in sequence an AND,
 * a check and its fallback an OR.
 */
import type { Effect, Site, TrustSource } from '../pin.js';

export type Check =
  /** The default roots of the library or system. */
  | { readonly check: 'default'; readonly name: string }
  /** Exactly these sources. */
  | { readonly check: 'anchors'; readonly sources: readonly TrustSource[] }
  | { readonly check: 'hash'; readonly source: TrustSource }
  /** Accepts every server. `site` is the switch or the body that does so. */
  | { readonly check: 'always'; readonly site: Site | null }
  | { readonly check: 'never' }
  | { readonly check: 'unknown'; readonly why: string; readonly source?: TrustSource }
  | { readonly check: 'any'; readonly of: readonly Check[] }
  | { readonly check: 'all'; readonly of: readonly Check[] };

export const ALWAYS: Check = { check: 'always', site: null };
export const NEVER: Check = { check: 'never' };
export const defaultRoots = (name: string): Check => ({ check: 'default', name });
export const anchors = (...sources: TrustSource[]): Check => ({ check: 'anchors', sources });
export const anyOf = (of: readonly Check[]): Check => (of.length === 1 && of[0] ? of[0] : { check: 'any', of });
export const allOf = (of: readonly Check[]): Check => (of.length === 1 && of[0] ? of[0] : { check: 'all', of });

/** What a client does: `default` is no pin at all. */
export interface Decision {
  readonly effect: Effect | 'default';
  readonly sources: readonly TrustSource[];
}

export function reduce(check: Check): Decision {
  switch (check.check) {
    case 'default':
      return { effect: 'default', sources: [] };
    case 'anchors':
      return { effect: 'exclusive', sources: check.sources };
    case 'hash':
      return { effect: 'hash', sources: [check.source] };
    case 'always':
      return { effect: 'disabled', sources: [{ kind: 'disabled', trail: check.site ? [check.site] : [] }] };
    case 'never':
      return { effect: 'exclusive', sources: [{ kind: 'nothing', trail: [] }] };
    case 'unknown':
      return { effect: 'unknown', sources: [check.source ?? { kind: 'unknown', why: check.why, trail: [] }] };
    case 'any':
      return reduceAny(check.of.filter((c) => c.check !== 'never').map(reduce));
    case 'all':
      return reduceAll(check.of.filter((c) => c.check !== 'always').map(reduce), check.of);
  }
}

/** All public roots, as a dependency ships them: a pin by itself, and what others are added to. */
const isPublicRoots = ({ effect, sources }: Decision): boolean =>
  effect === 'default' || (effect === 'exclusive' && sources.every(({ kind }) => kind === 'bundle'));

/** OR: one check that accepts everybody decides; the public roots make the others an addition. */
function reduceAny(parts: readonly Decision[]): Decision {
  if (parts.length === 0) return reduce(NEVER);
  const off = parts.find((p) => p.effect === 'disabled');
  if (off) return off;
  const sources = parts.flatMap((p) => p.sources);
  if (parts.every(isPublicRoots)) return parts.find((p) => p.effect === 'default') ?? { effect: 'exclusive', sources };
  if (parts.some((p) => isPublicRoots(p) || p.effect === 'additive')) return { effect: 'additive', sources };
  if (parts.every((p) => p.effect === 'hash')) return { effect: 'hash', sources };
  if (parts.some((p) => p.effect === 'unknown')) return { effect: 'unknown', sources };
  return { effect: 'exclusive', sources };
}

/** AND: the narrowest decides. Two exclusive stores in sequence are rare enough that their sources are just listed. */
function reduceAll(parts: readonly Decision[], all: readonly Check[]): Decision {
  if (parts.length === 0) return reduce(all.find((c) => c.check === 'always') ?? ALWAYS);
  const hash = parts.filter((p) => p.effect === 'hash');
  if (hash.length > 0) return { effect: 'hash', sources: hash.flatMap((p) => p.sources) };
  const narrow = parts.filter((p) => p.effect === 'exclusive');
  if (narrow.length > 0) return { effect: 'exclusive', sources: narrow.flatMap((p) => p.sources) };
  return parts.find((p) => p.effect === 'unknown') ?? parts.find((p) => p.effect === 'additive') ?? parts[0]!;
}
