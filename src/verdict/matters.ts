/**
 * All that is to be said about one judged pin. Each matter belongs to a rule; the gravest becomes the finding, the others
 * sentences in its message.
 */
import type { RuleId } from '../result.js';
import { belongsTo } from './holdings.js';
import type { JudgedAlternative, JudgedPin, Knowledge } from './judge.js';
import { breakingMatters } from './matters-of-breaking.js';
import { openMatters } from './matters-of-doubt.js';
import { intermediateMatters, shapeMatters } from './matters-of-shape.js';
import { expiryMatters, keepOldMatters, retiringMatters } from './matters-of-time.js';
import type { Root } from './migrations.js';
import { callOf, listed, placeOf } from './words.js';

export interface Matter {
  readonly rule: RuleId;
  readonly text: string;
}

export function mattersOf(judged: JudgedPin, known: Knowledge, asOf: string): readonly Matter[] {
  const { publicRoots } = known;
  const { deciding } = judged;
  const call = callOf(judged.read.pin.api);
  switch (deciding.verdict) {
    case 'unprotected':
      return [{ rule: 'disabled-verification', text: `${call} accepts any certificate, because verification is off` }];
    case 'breaks':
      return [
        ...breakingMatters(call, deciding, asOf),
        ...shapeMatters(deciding, known.catalogue),
        ...expiryMatters(deciding, publicRoots, asOf),
      ];
    case 'unresolved':
      return [...openMatters(call, deciding), ...shapeMatters(deciding, known.catalogue)];
    case 'unrelated':
      return [...intermediateMatters(deciding, known.catalogue), ...expiryMatters(deciding, publicRoots, asOf)];
    case 'survives':
      return [
        ...missingMatters(deciding),
        ...shapeMatters(deciding, known.catalogue),
        ...keepOldMatters(call, deciding, known.migrations, asOf),
        ...expiryMatters(deciding, publicRoots, asOf),
        ...retiringMatters(deciding, asOf),
        ...pinnedMatters(call, deciding, publicRoots),
      ];
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

function pinnedMatters(
  call: string,
  { alternative, holdings }: JudgedAlternative,
  publicRoots: readonly Root[],
): readonly Matter[] {
  const shared = holdings.anchors.filter((held) => held.id !== null || belongsTo(held, publicRoots));
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
