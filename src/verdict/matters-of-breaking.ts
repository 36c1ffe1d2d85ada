/** Why a pin breaks, in words. */
import { heldBy, type Void } from './holdings.js';
import type { JudgedAlternative, JudgedMigration, Knowledge } from './judge.js';
import type { Matter } from './matters.js';
import type { Messages } from './messages/messages.js';
import { isRoot } from './migrations.js';
import { brokenWhen, placeOf } from './words.js';

export function breakingMatters(call: string, judged: JudgedAlternative, known: Knowledge): readonly Matter[] {
  const unmet = judged.migrations.filter((one) => one.verdict === 'breaks');
  return unmet.length > 0
    ? [lacking(call, judged, unmet, known), ...unread(judged, unmet, known.say)]
    : nothingUsable(call, judged, known.say);
}

function lacking(
  call: string,
  judged: JudgedAlternative,
  unmet: readonly JudgedMigration[],
  { asOf, say }: Knowledge,
): Matter {
  const { holdings, alternative, applying } = judged;
  const held = say.listed(heldBy(holdings).map((one) => one.name));
  const missing = say.listed(
    unmet.flatMap((one) => one.missing.map((root) => root.name)),
    unmet.every((one) => one.required.mode === 'any') ? 'or' : 'and',
  );
  const [bundle] = holdings.bundles;
  if (bundle !== undefined && holdings.anchors.length === 0) {
    const { name, version } = bundle.dependency;
    const parts = [
      say.bundle.trusts(call, `${name} ${version}`, missing),
      consequence(unmet, alternative.hosts, asOf, say),
    ];
    return { rule: 'outdated-bundle', text: say.clauses(parts) };
  }
  const places = [...new Set(holdings.anchors.map((anchor) => placeOf(anchor.source, say)))];
  const trusts =
    holdings.anchors.length === 0
      ? say.breaking.acceptsHashes(call, held, missing)
      : say.breaking.trustsOnly(call, say.listed(places), places.length > 1, held, missing);
  const behind = applying.behind.length > 0 ? [say.breaking.behind(applying.behind.length + 1)] : [];
  const parts = [trusts, consequence(unmet, alternative.hosts, asOf, say), ...behind];
  return { rule: 'lacks-successor', text: say.clauses(parts) };
}

/** The earliest day counts: that is when the first server refuses. */
function consequence(unmet: readonly JudgedMigration[], hosts: readonly string[], asOf: string, say: Messages): string {
  const migrations = unmet.flatMap((one) => (one.migration === null ? [] : [one.migration]));
  if (migrations.length === 0) return say.breaking.demanded;
  const enforced = migrations.flatMap((one) => (one.enforced === null ? [] : [one.enforced])).sort()[0] ?? null;
  const byHost = migrations.some((migration) => migration.scope === 'hosts') && hosts.length > 0;
  const isPast = enforced !== null && enforced <= asOf;
  return say.breaking.refused(byHost ? say.listed(hosts) : null, isPast, brokenWhen(enforced, asOf, say));
}

/** The missing root stands in the file, and this reader doesn't take it. */
function unread(judged: JudgedAlternative, unmet: readonly JudgedMigration[], say: Messages): readonly Matter[] {
  const missing = unmet.flatMap((one) => one.missing);
  return judged.alternative.sources.flatMap((source): readonly Matter[] => {
    const { contents } = source;
    // A reader of the first certificate has a rule of its own.
    if (contents === undefined || contents.holdsFirstOnly) return [];
    const there = missing.filter((root) => contents.lenient.some((anchor) => isRoot(anchor, root)));
    if (there.length === 0) return [];
    const why = say.clauses(contents.problems.map((problem) => problem.message));
    const names = say.listed(there.map((root) => root.name));
    return [{ rule: 'unreadable-trust-store', text: say.breaking.holdsUnread(placeOf(source, say), names, why) }];
  });
}

function nothingUsable(call: string, { holdings }: JudgedAlternative, say: Messages): readonly Matter[] {
  if (holdings.voids.length > 0) return holdings.voids.map((one) => voidMatter(call, one, say));
  return [{ rule: 'unreadable-trust-store', text: say.breaking.trustsNobody(call) }];
}

function voidMatter(call: string, one: Void, say: Messages): Matter {
  const place = placeOf(one.source, say);
  switch (one.kind) {
    case 'ignored':
      return { rule: 'dead-pin', text: say.breaking.ignored(place, call, one.why) };
    case 'never-matches':
      return { rule: 'dead-pin', text: say.breaking.neverMatches(call, one.why) };
    case 'unreadable':
    case 'empty':
      return {
        rule: 'unreadable-trust-store',
        text: say.breaking.unreadable(call, place, one.why),
      };
  }
}
