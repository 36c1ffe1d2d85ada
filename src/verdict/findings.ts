/** One finding per pin: the gravest matter, with the others as sentences in its message. */
import type { Confidence, Finding, RuleId, Severity } from '../result.js';
import { findingRule } from './finding-rules.js';
import type { JudgedAlternative, JudgedPin, Knowledge } from './judge.js';
import { type Matter, mattersOf } from './matters.js';
import { callOf, sentence } from './words.js';

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
export function findingOf(judged: JudgedPin, id: string, known: Knowledge, asOf: string): Finding | null {
  const { pin } = judged.read;
  if (pin.shadowedBy !== undefined) return null;
  const matters = [...mattersOf(judged, known, asOf)].sort(byGravity);
  const gravest = matters[0];
  if (gravest === undefined) return null;
  return {
    rule: gravest.rule,
    // Whatever the reason, a client that will not connect is an error: a dead pin may be a harmless leftover, or an outage.
    severity: pin.reach !== 'live' ? 'note' : judged.deciding.verdict === 'breaks' ? 'error' : milder(gravest, judged),
    confidence: confidenceOf(judged),
    path: pin.site.path,
    ...pin.site.span,
    message: messageOf(judged, matters),
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

function messageOf(judged: JudgedPin, matters: readonly Matter[]): string {
  const { deciding, alternatives, read } = judged;
  const when =
    alternatives.length > 1 && deciding.alternative.when !== '' ? [`this is so when ${deciding.alternative.when}`] : [];
  const reach = {
    live: [],
    conditional: ['the program gets here only under a condition that the sources decide against'],
    none: ['nothing calls this code'],
  };
  const notices = deciding.applying.notices.map((notice) => `see also: ${notice.title.en}`);
  const told = [
    ...matters.map((matter) => matter.text),
    ...when,
    ...caseDifferences(deciding),
    ...maskedPlatforms(deciding),
    ...reach[read.pin.reach],
    ...notices,
  ];
  // Two sources with one fault say it once.
  return [...new Set(told)].map((one) => sentence(one, callOf(read.pin.api))).join(' ');
}

const caseDifferences = ({ alternative }: JudgedAlternative): readonly string[] =>
  alternative.sources.flatMap((source) =>
    (source.kind === 'file' || source.kind === 'directory') && 'path' in source.located && source.located.differsInCase
      ? [`${source.located.path} differs from the path in the code in upper and lower case, which Linux tells apart`]
      : [],
  );

/**
 * Debian builds libcurl with a CApath, which a given CA file does not switch off. So the program works on the laptop and
 * fails in the container: https://curl.se/docs/sslcerts.html
 */
const maskedPlatforms = ({ verdict, migrations, alternative }: JudgedAlternative): readonly string[] =>
  verdict === 'breaks' &&
  migrations.length > 0 &&
  alternative.sources.some((source) => source.kind === 'file' && source.reading.reader === 'curl')
    ? [
        'Debian and Ubuntu hide this, because their curl reads /etc/ssl/certs as well; Alpine, Red Hat and Windows do not',
      ]
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
