/** Why a pin could not be judged, in words. */
import type { Gap } from './holdings.js';
import type { JudgedAlternative } from './judge.js';
import type { Matter } from './matters.js';
import type { Messages } from './messages/messages.js';
import { placeOf } from './words.js';

export function openMatters(
  call: string,
  { alternative, holdings, migrations }: JudgedAlternative,
  say: Messages,
): readonly Matter[] {
  if (holdings.gaps.length === 0) {
    const what = say.listed(alternative.sources.map((source) => placeOf(source, say)));
    return [{ rule: 'unresolved-trust-source', text: say.doubt.aloneOrToo(call, what) }];
  }
  const lacking = migrations.flatMap((one) => one.missing.map((root) => root.name));
  const known = lacking.length > 0 ? [say.doubt.readLacks(say.listed(lacking))] : [];
  return holdings.gaps.map((gap) => openMatter(call, gap, known, say));
}

function openMatter(call: string, gap: Gap, known: readonly string[], say: Messages): Matter {
  const why = say.clauses([gap.why, ...known]);
  switch (gap.kind) {
    case 'missing':
      return { rule: 'missing-trust-store', text: say.doubt.unread(call, why) };
    case 'hash':
      return {
        rule: 'hash-pin',
        text: say.doubt.hash(call, why),
      };
    case 'password':
      return { rule: 'unreadable-trust-store', text: say.doubt.unread(call, why) };
    case 'outside':
    case 'locked':
    case 'fetched':
      return {
        rule: 'unresolved-trust-source',
        text: say.doubt.askTheFile(call, why),
      };
    case 'environment':
    case 'unknown':
      return { rule: 'unresolved-trust-source', text: say.doubt.unknown(call, why) };
  }
}
