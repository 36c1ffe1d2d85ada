/** Why a pin breaks, in words. */
import { heldBy, type Void } from './holdings.js';
import type { JudgedAlternative, JudgedMigration } from './judge.js';
import type { Matter } from './matters.js';
import { isRoot } from './migrations.js';
import { brokenWhen, listed, placeOf } from './words.js';

export function breakingMatters(call: string, judged: JudgedAlternative, asOf: string): readonly Matter[] {
  const unmet = judged.migrations.filter((one) => one.verdict === 'breaks');
  return unmet.length > 0
    ? [lacking(call, judged, unmet, asOf), ...unread(judged, unmet)]
    : nothingUsable(call, judged);
}

function lacking(call: string, judged: JudgedAlternative, unmet: readonly JudgedMigration[], asOf: string): Matter {
  const { holdings, alternative, applying } = judged;
  const held = listed(heldBy(holdings).map((one) => one.name));
  const missing = listed(
    unmet.flatMap((one) => one.missing.map((root) => root.name)),
    unmet.every((one) => one.required.mode === 'any') ? 'or' : 'and',
  );
  const places = [...new Set(holdings.anchors.map((anchor) => placeOf(anchor.source)))];
  const trusts =
    holdings.anchors.length === 0
      ? `${call} accepts only chains with ${held}, pinned by hash, and not ${missing}`
      : `${call} trusts only ${listed(places)}, which ${places.length > 1 ? 'hold' : 'holds'} ${held} but not ${missing}`;
  const behind = applying.behind.length > 0 ? `; it is ${applying.behind.length + 1} migrations behind` : '';
  return { rule: 'lacks-successor', text: `${trusts}; ${consequence(unmet, alternative.hosts, asOf)}${behind}` };
}

/** The earliest day counts: that is when the first server refuses. */
function consequence(unmet: readonly JudgedMigration[], hosts: readonly string[], asOf: string): string {
  const migrations = unmet.flatMap((one) => (one.migration === null ? [] : [one.migration]));
  if (migrations.length === 0) return 'this root is demanded of every pin';
  const enforced = migrations.flatMap((one) => (one.enforced === null ? [] : [one.enforced])).sort()[0] ?? null;
  const when = brokenWhen(enforced, asOf);
  const byHost = migrations.some((migration) => migration.scope === 'hosts') && hosts.length > 0;
  const server = byHost ? `the new chain of ${listed(hosts)}` : 'the server’s new chain';
  const refused = enforced !== null && enforced <= asOf ? 'is refused' : 'will be refused';
  return `${server} ${refused}${when === null ? '' : ` (${when})`}`;
}

/** The missing root stands in the file, and this reader doesn't take it. */
function unread(judged: JudgedAlternative, unmet: readonly JudgedMigration[]): readonly Matter[] {
  const missing = unmet.flatMap((one) => one.missing);
  return judged.alternative.sources.flatMap((source): readonly Matter[] => {
    const { contents } = source;
    // A reader of the first certificate has a rule of its own.
    if (contents === undefined || contents.holdsFirstOnly) return [];
    const there = missing.filter((root) => contents.lenient.some((anchor) => isRoot(anchor, root)));
    if (there.length === 0) return [];
    const why = contents.problems.map((problem) => problem.message).join('; ');
    const text = `${placeOf(source)} holds ${listed(there.map((root) => root.name))} in a form that is not read here`;
    return [{ rule: 'unreadable-trust-store', text: why === '' ? text : `${text}: ${why}` }];
  });
}

function nothingUsable(call: string, { holdings }: JudgedAlternative): readonly Matter[] {
  if (holdings.voids.length > 0) return holdings.voids.map((one) => voidMatter(call, one));
  return [{ rule: 'unreadable-trust-store', text: `${call} trusts nobody: no root was given to it` }];
}

function voidMatter(call: string, one: Void): Matter {
  const place = placeOf(one.source);
  switch (one.kind) {
    case 'ignored':
      return { rule: 'dead-pin', text: `${place} has no effect in ${call}, and nothing is trusted: ${one.why}` };
    case 'never-matches':
      return { rule: 'dead-pin', text: `the hash that ${call} pins never matches: ${one.why}` };
    case 'unreadable':
    case 'empty':
      return {
        rule: 'unreadable-trust-store',
        text: `${call} trusts only ${place} and gets no root out of it: ${one.why}`,
      };
  }
}
