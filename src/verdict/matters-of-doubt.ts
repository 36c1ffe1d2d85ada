/** Why a pin could not be judged, in words. */
import type { Gap } from './holdings.js';
import type { JudgedAlternative } from './judge.js';
import type { Matter } from './matters.js';
import { listed, placeOf } from './words.js';

export function openMatters(call: string, { alternative, holdings, migrations }: JudgedAlternative): readonly Matter[] {
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
    case 'password':
      return { rule: 'unreadable-trust-store', text: `what ${call} trusts could not be read: ${why}` };
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
