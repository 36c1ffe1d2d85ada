/** Remedy A: remove the pin, so that the system's roots apply. What goes is decided by the shape of the code and by the models. */
import type { Fix } from '../result.js';
import type { JudgedAlternative, JudgedPin } from '../verdict/judge.js';
import { isRoot } from '../verdict/migrations.js';
import { listed } from '../verdict/words.js';
import { leftovers } from './leftovers.js';
import { type FixContext, withheld } from './propose.js';
import { type Cut, removalOf } from './removal.js';

export function removePin(judged: JudgedPin, context: FixContext): Fix {
  const reason = judged.alternatives.map(privateRoots).find((why) => why !== null);
  if (reason) return withheld('remove', reason);
  const lacking = lackingIn(judged, context);
  if (lacking !== null) return withheld('remove', lacking);
  const { site } = judged.read.pin;
  const text = context.textOf(site.path);
  if (text === null) return withheld('remove', `${site.path} can’t be read`);
  const unit = context.unitOf(site.path);
  const source = { path: site.path, text, language: judged.read.pin.language };
  const cut = removalOf(judged.read.pin, source, unit);
  if ('withheld' in cut) return withheld('remove', cut.withheld);
  const left = leftovers(cut, source, unit, storesOf(judged));
  if (left.withheld !== undefined) return withheld('remove', left.withheld);
  return {
    remedy: 'remove',
    safe: false,
    edits: [...cut.edits, ...left.edits],
    command: null,
    withheld: null,
    ...(left.note !== undefined && { note: left.note }),
  };
}

export type { Cut };

/** Without the pin the runtime's own list counts: an old one lacks the root too. */
function lackingIn({ read, alternatives }: JudgedPin, { lackingWithout }: FixContext): string | null {
  const { leaves } = read.pin.removal;
  if (leaves === undefined) return null;
  const migrations = alternatives.flatMap((one) => one.migrations.flatMap(({ migration }) => migration ?? []));
  for (const migration of migrations) {
    const found = lackingWithout(leaves, read.pin.site.path, migration);
    if (found !== null)
      return `without it the list of ${found.list} counts, which lacks ${listed(found.missing.map(({ name }) => name))}: raise that version first`;
  }
  return null;
}

/** The files that the pin alone may have been for. */
const storesOf = ({ alternatives }: JudgedPin): readonly string[] => [
  ...new Set(
    alternatives.flatMap(({ alternative }) =>
      alternative.sources.flatMap((source) =>
        (source.kind === 'file' || source.kind === 'directory') && 'path' in source.located
          ? [source.located.path]
          : [],
      ),
    ),
  ),
];

/** The system does not know a private root: without the pin those servers would be refused. */
function privateRoots({ holdings, migrations }: JudgedAlternative): string | null {
  const own = migrations.find((one) => one.migration?.private === true);
  if (own !== undefined) return `${own.id} is about a private PKI, which the system’s roots don’t cover`;
  const publicRoots = migrations.flatMap((one) =>
    one.migration === null ? [] : [...one.migration.retiring, ...one.required.roots],
  );
  const names = holdings.anchors
    .filter((held) => held.id === null && held.anchor.selfIssued && !publicRoots.some((root) => isRoot(held, root)))
    .map((held) => held.name);
  return names.length === 0 ? null : `the store also holds ${listed(names)}, which the system’s roots don’t cover`;
}
