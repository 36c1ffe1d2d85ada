/** One finding as a SARIF result: where, which way the value took, what to do. */
import type { Location, Result as SarifResult } from 'sarif';
import type { Edit, Finding, Fix, PinResult, RuleId } from '../result.js';
import type { Anchor } from './fingerprints.js';
import { type Messages, messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import type { Anchored } from './sarif-anchors.js';
import { firstLine, locationOf, withSnippet } from './sarif-place.js';
import { linkStores } from './sarif-stores.js';
import { linesOf } from './source-lines.js';
import { uriOf } from './uri.js';
import { wayTo } from './way.js';
import { remedyOf } from './words.js';

export function resultOf(
  { finding, pin, anchor, users }: Anchored,
  reported: Reported,
): Omit<SarifResult, 'ruleIndex' | 'partialFingerprints'> {
  const say = messagesIn(reported.language);
  const linked = linkStores(finding, pin, users, (path) => reported.bytesOf(path) !== undefined, say);
  const offered = (users.length > 0 ? users : [finding]).flatMap((one) => one.fixes).filter(isOffered);
  const fixes = distinct(offered.filter((fix) => fix.edits.length > 0).map((fix) => sarifFix(fix, finding.rule, say)));
  const flow = pin === undefined ? [] : flowOf(finding, pin, reported, say);
  return {
    ruleId: finding.rule,
    level: finding.severity,
    message: { text: linked.text + remedies(offered, finding.rule, say) },
    locations: [anchor === finding ? placeOf(finding, reported) : storePlace(anchor, reported)],
    ...(linked.related.length > 0 && { relatedLocations: [...linked.related] }),
    ...(flow.length > 1 && { codeFlows: [{ threadFlows: [{ locations: flow.map((one) => ({ location: one })) }] }] }),
    ...(fixes.length > 0 && { fixes }),
    properties: {
      confidence: finding.confidence,
      ...(pin !== undefined && { verdict: pin.verdict, effect: pin.effect, reach: pin.reach, api: pin.api }),
    },
  };
}

function placeOf(finding: Finding, reported: Reported): Location {
  const lines = linesOf(reported, finding.path);
  return locationOf(finding.path, withSnippet(firstLine(finding, lines), lines, reported));
}

function storePlace({ path, line }: Anchor, reported: Reported): Location {
  const length = linesOf(reported, path)[line - 1]?.length ?? 0;
  return locationOf(path, { startLine: line, startColumn: 1, endLine: line, endColumn: Math.max(2, length + 1) });
}

const isOffered = (fix: Fix): boolean => fix.withheld === null;

const distinct = <T>(things: readonly T[]): T[] => [
  ...new Map(things.map((one) => [JSON.stringify(one), one])).values(),
];

/** GitHub shows no fixes, so the message says what there is to do. */
function remedies(offered: readonly Fix[], rule: RuleId, say: Messages): string {
  const told = distinct(offered.map((fix) => remedyOf(fix, rule, say)));
  return told.length === 0 ? '' : say.formats.remedies(told);
}

/** From where the value comes to where it is used: the store, then the trail read backwards. */
function flowOf(finding: Finding, pin: PinResult, reported: Reported, say: Messages): readonly Location[] {
  const steps = wayTo(finding, pin).reverse();
  const [store] = pin.sources.filter(
    (source) => source.kind === 'file' && source.path !== finding.path && reported.bytesOf(source.path) !== undefined,
  );
  return [
    ...(store?.kind === 'file'
      ? [{ ...locationOf(store.path, { startLine: 1 }), message: { text: say.formats.certificatesOf(pin.api) } }]
      : []),
    ...steps.map((step) => ({
      ...locationOf(step.path, { startLine: step.line, startColumn: step.column }),
      message: { text: step.what || say.stepOnTheWay },
    })),
    { ...placeOf(finding, reported), message: { text: say.usedBy(pin.api) } },
  ];
}

function sarifFix(fix: Fix, rule: RuleId, say: Messages): NonNullable<SarifResult['fixes']>[number] {
  const byPath = new Map<string, Edit[]>();
  for (const edit of fix.edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  return {
    description: { text: say.sentence(remedyOf(fix, rule, say)) },
    artifactChanges: [...byPath].map(([path, edits]) => ({
      artifactLocation: { uri: uriOf(path) },
      replacements: edits.map(({ startLine, startColumn, endLine, endColumn, text }) => ({
        deletedRegion: { startLine, startColumn, endLine, endColumn },
        insertedContent: { text },
      })),
    })),
  };
}
