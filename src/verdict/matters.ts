/**
 * All that is to be said about one judged pin. Each matter belongs to a rule; the gravest becomes the finding, the others
 * sentences in its message.
 */
import type { RuleId } from '../result.js';
import { belongsTo, type Gap, type HeldAnchor, heldBy, isIgnored } from './holdings.js';
import type { JudgedAlternative, JudgedPin, Knowledge } from './judge.js';
import { breakingMatters } from './matters-of-breaking.js';
import {
  type Held,
  isIssuedBy,
  isRoot,
  type Migration,
  missingRoots,
  namedRoots,
  type Requirement,
  type Root,
} from './migrations.js';
import { brief, callOf, daysFrom, listed, placeOf } from './words.js';

export interface Matter {
  readonly rule: RuleId;
  readonly text: string;
}

/** How long before its end a root is worth a word. Half a year is what a release train with a freeze needs. */
const NOTICE_DAYS = 180;

export function mattersOf(judged: JudgedPin, known: Knowledge, asOf: string): readonly Matter[] {
  const { described } = known;
  const { deciding } = judged;
  const call = callOf(judged.read.pin.api);
  switch (deciding.verdict) {
    case 'unprotected':
      return [{ rule: 'disabled-verification', text: `${call} accepts any certificate, because verification is off` }];
    case 'breaks':
      return [
        ...breakingMatters(call, deciding, asOf),
        ...shapeMatters(deciding),
        ...expiryMatters(deciding, described, asOf),
      ];
    case 'unresolved':
      return [...openMatters(call, deciding), ...shapeMatters(deciding)];
    case 'unrelated':
      return [...intermediateMatters(deciding), ...expiryMatters(deciding, described, asOf)];
    case 'survives':
      return [
        ...missingMatters(deciding),
        ...shapeMatters(deciding),
        ...keepOldMatters(call, deciding, known.migrations, asOf),
        ...expiryMatters(deciding, described, asOf),
        ...retiringMatters(deciding, asOf),
        ...pinnedMatters(call, deciding, described),
      ];
  }
}

/** Why nobody can tell, and what would help. */
function openMatters(call: string, { alternative, holdings, migrations }: JudgedAlternative): readonly Matter[] {
  if (holdings.gaps.length === 0) {
    const what = listed(alternative.sources.map(placeOf));
    const text = `whether ${call} trusts ${what} alone, or the system’s roots too, could not be known`;
    return [{ rule: 'unresolved-trust-source', text }];
  }
  const lacking = migrations.flatMap((one) => one.missing.map((root) => root.name));
  const known = lacking.length > 0 ? `; what could be read lacks ${listed(lacking)}` : '';
  return holdings.gaps.map((gap) => openMatter(call, gap, known));
}

function openMatter(call: string, gap: Gap, known: string): Matter {
  const why = `${gap.why}${known}`;
  switch (gap.kind) {
    case 'missing':
      return { rule: 'missing-trust-store', text: `what ${call} trusts could not be read: ${why}` };
    case 'hash':
      return {
        rule: 'hash-pin',
        text: `${call} pins a hash: ${why}; it stops matching when the server’s certificate changes`,
      };
    case 'outside':
    case 'locked':
    case 'fetched':
      return {
        rule: 'unresolved-trust-source',
        text: `what ${call} trusts could not be read: ${why}; run rootlint store on the file itself`,
      };
    case 'environment':
    case 'unknown':
      return { rule: 'unresolved-trust-source', text: `what ${call} trusts could not be known: ${why}` };
  }
}

function missingMatters({ holdings }: JudgedAlternative): readonly Matter[] {
  const broken = holdings.voids
    .filter((one) => one.kind === 'unreadable' || one.kind === 'empty')
    .map((one): Matter => ({ rule: 'dead-pin', text: `${placeOf(one.source)} adds no root: ${one.why}` }));
  const absent = holdings.gaps
    .filter((gap) => gap.kind === 'missing')
    .map((gap): Matter => ({ rule: 'missing-trust-store', text: gap.why }));
  return [...absent, ...broken];
}

/** What is odd about the pin whatever it holds. */
function shapeMatters(judged: JudgedAlternative): readonly Matter[] {
  const { alternative, holdings } = judged;
  const matters: Matter[] = holdings.ignored.flatMap((source) =>
    source.kind === 'ignored'
      ? [{ rule: 'dead-pin', text: `${brief(source.given)} has no effect: ${source.why}; the default roots apply` }]
      : [],
  );
  if (alternative.effect === 'hash' && holdings.named.length > 0) {
    matters.push({
      rule: 'hash-pin',
      text: `${listed(holdings.named.map((root) => root.name))} is pinned by its hash, which no update of a bundle renews`,
    });
  } else if (alternative.effect === 'hash' && judged.verdict === 'survives' && holdings.gaps.length > 0) {
    matters.push({ rule: 'hash-pin', text: 'a hash is pinned, which no update of a bundle renews' });
  }
  for (const source of alternative.sources) {
    const { contents } = source;
    const ignored = contents?.anchors.length ? contents.problems.filter(isIgnored) : [];
    matters.push(...ignored.map((one): Matter => ({ rule: 'dead-pin', text: `${placeOf(source)}: ${one.message}` })));
    if (contents === undefined || !contents.holdsFirstOnly || contents.lenient.length <= contents.anchors.length)
      continue;
    matters.push({
      rule: 'first-certificate-only',
      text: `only the first certificate of ${placeOf(source)} is read, of ${contents.lenient.length} that it holds`,
    });
  }
  return [...matters, ...intermediateMatters(judged)];
}

/** An issuer in the same store makes an intermediate harmless: it is a chain that somebody kept together. */
function intermediateMatters({ holdings }: JudgedAlternative): readonly Matter[] {
  const lonely = holdings.anchors.filter(
    (held) =>
      !held.anchor.selfIssued && !holdings.anchors.some((other) => other.anchor.selfIssued && issued(other, held)),
  );
  const kind = (held: HeldAnchor) => (held.anchor.isCa ? 'an intermediate' : 'a server’s own certificate');
  return lonely.slice(0, 1).map((held) => ({
    rule: 'intermediate-pin',
    text:
      held.id === null
        ? `${held.name} in ${placeOf(held.source)} is ${kind(held)}, not a root`
        : `${held.name} in ${placeOf(held.source)} is a cross-certificate of that root, not the self-signed one`,
  }));
}

const issued = (issuer: HeldAnchor, held: HeldAnchor): boolean =>
  isIssuedBy(held.anchor, { ...issuer, id: issuer.sha256, pem: pemOf(issuer.anchor.der), catalogued: false });

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;

/**
 * The new root alone, while the server may still show the old chain. A migration of an authority applies by a retiring
 * root, which is exactly what is absent here; so those are asked whose new root stands there.
 */
function keepOldMatters(
  call: string,
  judged: JudgedAlternative,
  migrations: readonly Migration[],
  asOf: string,
): readonly Matter[] {
  const { holdings, alternative, applying } = judged;
  if (alternative.effect === 'additive' || holdings.defaults) return [];
  const held = heldBy(holdings);
  const holds = (root: Root) => held.some((one) => isRoot(one, root));
  const asked =
    applying.deciding.length > 0
      ? applying.deciding
      : migrations.filter((one) => one.scope === 'authority' && one.kind === 'migration' && isMet(one.required, held));
  return asked.flatMap((migration): readonly Matter[] => {
    const { keepOldUntil, retiring } = migration;
    if (keepOldUntil === null || keepOldUntil <= asOf || retiring.length === 0 || retiring.some(holds)) return [];
    const names = listed(
      retiring.map((root) => root.name),
      'or',
    );
    const text = `${call} lacks ${names}; until ${keepOldUntil} the server may still show the old chain`;
    return [{ rule: 'lacks-current-root', text }];
  });
}

const isMet = (required: Requirement, held: readonly Held[]): boolean =>
  required.roots.length > 0 && missingRoots(required, held).length === 0;

/**
 * A public store gathers expired roots like dust, and mostly without harm; in a private one an expired root is the one
 * that somebody relies on.
 */
function expiryMatters({ holdings }: JudgedAlternative, described: readonly Root[], asOf: string): readonly Matter[] {
  const expired = holdings.anchors.filter((held) => held.notAfter < asOf);
  if (expired.length === 0) return [];
  const all = expired.length === holdings.anchors.length && holdings.named.length === 0;
  const told = all ? expired : expired.filter((held) => held.id === null && !belongsTo(held, described));
  if (told.length === 0) return [];
  const names = listed(told.map((held) => `${held.name} (${held.notAfter})`));
  return [{ rule: 'expired-anchor', text: `${all ? 'every root there has expired' : 'expired'}: ${names}` }];
}

const endOf = (held: HeldAnchor): string =>
  held.distrust !== null && held.distrust < held.notAfter ? held.distrust : held.notAfter;

/** Says nothing of a retiring root whose successor stands beside it. */
function retiringMatters({ holdings, migrations }: JudgedAlternative, asOf: string): readonly Matter[] {
  const limit = daysFrom(asOf, NOTICE_DAYS);
  const followed = namedRoots(migrations.flatMap((one) => (one.migration === null ? [] : [one.migration]))).filter(
    (root) => !migrations.some((one) => one.required.roots.includes(root)),
  );
  const ending = holdings.anchors.filter(
    (held) => endOf(held) >= asOf && endOf(held) <= limit && !followed.some((root) => isRoot(held, root)),
  );
  if (ending.length === 0) return [];
  const names = listed(ending.map((held) => `${held.name} (${endOf(held)})`));
  return [{ rule: 'retiring-anchor', text: `soon no longer trusted or valid: ${names}` }];
}

function pinnedMatters(
  call: string,
  { alternative, holdings }: JudgedAlternative,
  described: readonly Root[],
): readonly Matter[] {
  const shared = holdings.anchors.filter((held) => held.id !== null || belongsTo(held, described));
  if (shared.length === 0) return [];
  const names = listed(shared.map((held) => held.name));
  const places = listed(shared.map((held) => placeOf(held.source)));
  const adds = alternative.effect === 'additive' || holdings.defaults;
  return [
    {
      rule: 'pinned-root',
      text: adds
        ? `${call} adds ${names} from ${places} to the default roots, which hold public roots anyway`
        : `${call} trusts only ${places}, which holds ${names}; this works, and has to be kept up by hand`,
    },
  ];
}
