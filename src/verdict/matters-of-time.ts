/** What a day makes of a pin: roots that expire, that lose their trust, or that are still needed. */
import { belongsTo, type HeldAnchor, heldBy } from './holdings.js';
import type { JudgedAlternative, Knowledge } from './judge.js';
import type { Matter } from './matters.js';
import { type Held, isRoot, missingRoots, namedRoots, type Requirement, type Root } from './migrations.js';
import { placeOf } from './words.js';

/**
 * The new root alone, while the server may still show the old chain. A migration of an authority applies by a retiring
 * root, which is exactly what is absent here; so those are asked whose new root stands there.
 */
export function keepOldMatters(
  call: string,
  judged: JudgedAlternative,
  { migrations, asOf, say }: Knowledge,
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
    const names = say.listed(
      retiring.map((root) => root.name),
      'or',
    );
    return [{ rule: 'lacks-current-root', text: say.time.lacksOld(call, names, keepOldUntil) }];
  });
}

const isMet = (required: Requirement, held: readonly Held[]): boolean =>
  required.roots.length > 0 && missingRoots(required, held).length === 0;

/**
 * A public store gathers expired roots like dust, and mostly without harm; in a private one an expired root is the one
 * that somebody relies on.
 */
export function expiryMatters(
  { holdings }: JudgedAlternative,
  { publicRoots, asOf, say }: Knowledge,
): readonly Matter[] {
  const expired = holdings.anchors.filter((held) => held.notAfter < asOf);
  if (expired.length === 0) return [];
  const all = expired.length === holdings.anchors.length && holdings.named.length === 0;
  const told = all ? expired : expired.filter((held) => held.id === null && !belongsTo(held, publicRoots));
  if (told.length === 0) return [];
  const names = say.listed(told.map((held) => say.dated(held.name, held.notAfter)));
  return [{ rule: 'expired-anchor', text: all ? say.time.allExpired(names) : say.time.expired(names) }];
}

/**
 * An expired root that has to go: old libraries prefer the chain that ends in it. Of a whole bundle nothing is said, which
 * is not kept for one authority's servers.
 */
export function leftoverMatters(
  { holdings, applying }: JudgedAlternative,
  { asOf, say }: Knowledge,
): readonly Matter[] {
  const leaving = applying.deciding
    .filter(({ oldRoot, enforced }) => oldRoot === 'remove' && enforced !== null && enforced <= asOf)
    .flatMap(({ retiring }) => retiring);
  return holdings.anchors
    .filter((held) => held.notAfter < asOf && leaving.some((root) => isRoot(held, root)))
    .map((held) => ({
      rule: 'expired-anchor',
      text: say.time.hasToGo(held.name, placeOf(held.source, say), held.notAfter),
    }));
}

/** The next day on which it ends for somebody: Mozilla's store and its own validity are two ends. */
const endOf = (held: HeldAnchor, asOf: string): string =>
  held.distrust !== null && held.distrust >= asOf && held.distrust < held.notAfter ? held.distrust : held.notAfter;

/**
 * What comes after the move that the store has made: the day on which the root that was asked for ends. Of a whole bundle
 * nothing is said, some root of which ends each year.
 */
export function nextEnd({ holdings, migrations }: JudgedAlternative, { asOf, say }: Knowledge): readonly string[] {
  const required = migrations.flatMap((one) => one.required.roots);
  const kept = required.length > 0 ? required : null;
  const held = holdings.anchors.filter((one) => kept === null || kept.some((root) => isRoot(one, root)));
  if (held.length === 0 || held.length > MOST_WATCHED) return [];
  const ends = held.map((one) => ({ name: one.name, day: endOf(one, asOf), distrust: one.distrust }));
  const [next] = ends
    .filter(({ day, distrust }) => day >= asOf && day === distrust)
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return next === undefined ? [] : [say.finding.next(next.name, next.day)];
}

const MOST_WATCHED = 4;

/** Says nothing of a retiring root whose successor stands beside it. */
export function retiringMatters(
  { holdings, migrations }: JudgedAlternative,
  { asOf, horizon, say }: Knowledge,
): readonly Matter[] {
  const followed = namedRoots(migrations.flatMap((one) => (one.migration === null ? [] : [one.migration]))).filter(
    (root) => !migrations.some((one) => one.required.roots.includes(root)),
  );
  const ending = holdings.anchors.filter(
    (held) => endOf(held, asOf) >= asOf && endOf(held, asOf) <= horizon && !followed.some((root) => isRoot(held, root)),
  );
  if (ending.length === 0) return [];
  const names = say.listed(ending.map((held) => say.dated(held.name, endOf(held, asOf))));
  return [{ rule: 'retiring-anchor', text: say.time.ending(names) }];
}
