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
import { expiryMatters, keepOldMatters, leftoverMatters, nextEnd, retiringMatters } from './matters-of-time.js';
import type { Messages } from './messages/messages.js';
import { callOf, placeOf } from './words.js';

export interface Matter {
  readonly rule: RuleId;
  readonly text: string;
}

export function mattersOf(judged: JudgedPin, known: Knowledge): readonly Matter[] {
  const { say } = known;
  const { deciding } = judged;
  const call = callOf(judged.read.pin.api);
  switch (deciding.verdict) {
    case 'unprotected':
      return [{ rule: 'disabled-verification', text: say.finding.verificationOff(call) }];
    case 'breaks':
      return [
        ...breakingMatters(call, deciding, known),
        ...shapeMatters(deciding, known),
        ...expiryMatters(deciding, known),
      ];
    case 'unresolved':
      return [...openMatters(call, deciding, say), ...shapeMatters(deciding, known)];
    case 'unrelated':
      return [
        ...intermediateMatters(deciding, known),
        ...expiryMatters(deciding, known),
        ...retiringMatters(deciding, known),
      ];
    case 'survives':
      return [
        ...missingMatters(deciding, say),
        ...shapeMatters(deciding, known),
        ...keepOldMatters(call, deciding, known),
        ...leftoverMatters(deciding, known),
        ...expiryMatters(deciding, known),
        ...retiringMatters(deciding, known),
        ...pinnedMatters(call, deciding, known),
      ];
  }
}

function missingMatters({ holdings }: JudgedAlternative, say: Messages): readonly Matter[] {
  const broken = holdings.voids
    .filter((one) => one.kind === 'unreadable' || one.kind === 'empty')
    .map((one): Matter => ({ rule: 'dead-pin', text: say.shape.addsNoRoot(placeOf(one.source, say), one.why) }));
  const absent = holdings.gaps
    .filter((gap) => gap.kind === 'missing')
    .map((gap): Matter => ({ rule: 'missing-trust-store', text: gap.why }));
  return [...absent, ...broken];
}

function pinnedMatters(call: string, judged: JudgedAlternative, known: Knowledge): readonly Matter[] {
  const { alternative, holdings } = judged;
  const { publicRoots, say } = known;
  const shared = holdings.anchors.filter((held) => held.id !== null || belongsTo(held, publicRoots));
  if (shared.length === 0) return [];
  const names = say.listed(shared.map((held) => held.name));
  const places = say.listed(shared.map((held) => placeOf(held.source, say)));
  const adds = alternative.effect === 'additive' || holdings.defaults;
  return [
    {
      rule: 'pinned-root',
      text: adds
        ? say.shape.addsPublic(call, names, places)
        : say.clauses([say.shape.keptByHand(call, places, names), ...nextEnd(judged, known)]),
    },
  ];
}
