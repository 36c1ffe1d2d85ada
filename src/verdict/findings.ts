/** One finding per pin: the gravest matter, with the others as sentences in its message. */
import type { Confidence, Finding, RuleId, Severity } from '../result.js';
import { findingRule } from './finding-rules.js';
import type { JudgedAlternative, JudgedPin, Knowledge } from './judge.js';
import { type Matter, mattersOf } from './matters.js';
import type { Messages } from './messages/messages.js';
import { callOf } from './words.js';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Among rules of one severity the one that explains the others comes first. */
const PRECEDENCE: readonly RuleId[] = [
  'lacks-successor',
  'unreadable-trust-store',
  'disabled-verification',
  'dead-pin',
  'missing-trust-store',
  'lacks-current-root',
  'first-certificate-only',
  'intermediate-pin',
  'hash-pin',
  'expired-anchor',
  'outdated-bundle',
  'leftover-host-binding',
  'retiring-anchor',
  'pinned-root',
  'unresolved-trust-source',
];

/** null where nothing is to be said: a private CA in order, or a pin that another one decides for. */
export function findingOf(judged: JudgedPin, id: string, known: Knowledge): Finding | null {
  const { pin } = judged.read;
  if (pin.shadowedBy !== undefined) return null;
  const matters = [...mattersOf(judged, known)].sort(byGravity);
  const gravest = matters[0];
  if (gravest === undefined) return null;
  return {
    rule: gravest.rule,
    // Whatever the reason, a client that will not connect is an error: a dead pin may be a harmless leftover, or an outage.
    severity: pin.reach !== 'live' ? 'note' : judged.deciding.verdict === 'breaks' ? 'error' : milder(gravest, judged),
    confidence: confidenceOf(judged),
    path: pin.site.path,
    ...pin.site.span,
    message: messageOf(judged, matters, known.say),
    pin: id,
    fixes: [],
  };
}

const severityOf = (matter: Matter): Severity => findingRule(matter.rule).severity;

/** A store that is locked may be in order behind its lock: that is a question, and no outage. */
const milder = (matter: Matter, { deciding }: JudgedPin): Severity =>
  matter.rule === 'unreadable-trust-store' && deciding.verdict === 'unresolved' ? 'warning' : severityOf(matter);

const byGravity = (a: Matter, b: Matter): number =>
  SEVERITIES.indexOf(severityOf(a)) - SEVERITIES.indexOf(severityOf(b)) ||
  PRECEDENCE.indexOf(a.rule) - PRECEDENCE.indexOf(b.rule);

function messageOf(judged: JudgedPin, matters: readonly Matter[], say: Messages): string {
  const { deciding, alternatives, read } = judged;
  const when =
    alternatives.length > 1 && deciding.alternative.when !== '' ? [say.finding.when(deciding.alternative.when)] : [];
  const reach = {
    live: [],
    conditional: [say.finding.conditional],
    none: [say.finding.uncalled],
  };
  const notices = deciding.applying.notices.map((notice) => say.finding.seeAlso(notice.title[say.language]));
  const told = [
    ...matters.map((matter) => matter.text),
    ...when,
    ...caseDifferences(deciding, say),
    ...maskedPlatforms(deciding, say),
    ...reach[read.pin.reach],
    ...notices,
  ];
  // Two sources with one fault say it once.
  return say.sentences([...new Set(told)], callOf(read.pin.api));
}

const caseDifferences = ({ alternative }: JudgedAlternative, say: Messages): readonly string[] =>
  alternative.sources.flatMap((source) =>
    (source.kind === 'file' || source.kind === 'directory') && 'path' in source.located && source.located.differsInCase
      ? [say.finding.differsInCase(source.located.path)]
      : [],
  );

/**
 * Debian builds libcurl with a CApath, which a given CA file does not switch off. So the program works on the laptop and
 * fails in the container: https://curl.se/docs/sslcerts.html
 */
const maskedPlatforms = ({ verdict, migrations, alternative }: JudgedAlternative, say: Messages): readonly string[] =>
  verdict === 'breaks' &&
  migrations.length > 0 &&
  alternative.sources.some((source) => source.kind === 'file' && source.reading.reader === 'curl')
    ? [say.finding.curlReadsMore]
    : [];

/**
 * `low`: something that counts could not be known. `medium`: several ways lead here, an environment variable may change
 * the answer, a path had to be read in another way than the first, or the migration is known at second hand. Else `high`.
 */
function confidenceOf({ alternatives, deciding }: JudgedPin): Confidence {
  const { sources, effect } = deciding.alternative;
  if (deciding.verdict !== 'unprotected' && (effect === 'unknown' || deciding.holdings.gaps.length > 0)) return 'low';
  const guessed = sources.some(
    (source) =>
      (source.kind === 'file' || source.kind === 'directory') &&
      'path' in source.located &&
      (source.located.found !== undefined || source.located.differsInCase === true),
  );
  const read = alternatives.length > 1 || deciding.alternative.when !== '' || guessed ? 'medium' : 'high';
  return lowest([read, ...announced(deciding)]);
}

/** How sure the migrations are that decide: a finding can't be surer than its source. */
const announced = ({ migrations }: JudgedAlternative): readonly Confidence[] =>
  migrations.flatMap((one) => (one.verdict === 'breaks' && one.migration !== null ? [one.migration.confidence] : []));

const lowest = (given: readonly Confidence[]): Confidence =>
  (['low', 'medium'] as const).find((one) => given.includes(one)) ?? 'high';
