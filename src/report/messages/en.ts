/** Reports in English. */
import { formatsEn } from './formats.js';
import type { Countable, Messages } from './messages.js';

const NOUNS: Readonly<Record<Countable, string>> = {
  certificate: 'certificate',
  day: 'day',
  file: 'file',
  pin: 'pin',
  'private-key': 'private key',
  root: 'root',
  store: 'store',
};

/** `1 certificate`, `2,431 files`. */
const countOf = (count: number, noun: string): string => `${thousands(count)} ${count === 1 ? noun : `${noun}s`}`;

export const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** `Dockerfile` is a name, `kt` an extension. */
const kindOf = (name: string): string => (/^[A-Z]/.test(name) ? name : `.${name} file`);

export const en: Messages = {
  language: 'en',
  count: (count, what) => countOf(count, NOUNS[what]),
  severities: countOf,
  listed,
  enumerated: (parts) => parts.join(', '),
  joined: (parts) => parts.join(', '),

  today: () => 'today',
  inDays: (days) => `in ${countOf(days, 'day')}`,
  daysAgo: (days) => `${countOf(days, 'day')} ago`,
  expires: (day) => `expires ${day}`,
  expired: (day) => `expired ${day}`,
  mozillaDistrust: (day) => `Mozilla distrust ${day}`,
  privateCa: 'private CA',

  file: (path, held, format, found) =>
    `${path}: ${held}${format === null ? '' : `, ${format}`}${found === undefined ? '' : `, found by: ${found}`}`,
  inTheCode: (place, held) => `in the code, ${place}: ${held}`,
  fetchedFrom: (url) => `fetched from ${url}`,
  hash: (algorithm, value, names, leaf) =>
    `${algorithm} ${value}, ${names === null ? 'of no root in the catalogue' : `of ${names}`}${leaf ? ', compared with the certificate of the server only' : ''}`,
  environment: (name) => `the environment variable ${name}`,
  bundle: (name) => `the roots that come with ${name}`,
  system: (name) => `the roots of the system (${name})`,
  nothingVerified: 'nothing is verified',
  unknown: (why) => `unknown: ${why}`,

  appendRoot: 'append the new root, and keep the old one',
  removeSwitch: 'remove what switches verification off',
  removePin: "remove the pin, so that the system's roots apply",
  sentence: (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,

  labels: { note: 'note', how: 'how', holds: 'holds', lacks: 'lacks', when: 'when', reach: 'reach', also: 'also' },
  confidence: (confidence) => `the confidence is ${confidence}`,
  reach: {
    conditional: 'another platform, or a branch that the code decides against',
    none: 'nothing calls this',
  },
  line: (line) => `line ${line}`,
  andMore: (count) => `and ${count} more`,
  otherwise: 'otherwise',
  verdicts: {
    breaks: 'breaks',
    survives: 'survives',
    unprotected: 'unprotected',
    unrelated: 'unrelated',
    unresolved: 'unresolved',
  },
  judged: (count, verdict) =>
    `${count} ${count === 1 || !['breaks', 'survives'].includes(verdict) ? verdict : verdict.slice(0, -1)}`,
  sameStore: (also, sites) =>
    `${countOf(also, 'more place')} ${also === 1 ? 'uses' : 'use'} the same store: ${sites} (one fix of the store covers ${also === 1 ? 'both' : `all ${also + 1}`})`,
  moreSites: (count) => ` and ${count} more`,
  fixTitle: (letter, safe, does) => `fix ${letter} (${safe ? 'safe' : 'a proposal'}): ${does}`,
  fixWithheld: (letter, why) => `fix ${letter} withheld: ${why}`,
  wholeInJson: '(--format json holds the certificate whole)',
  explain: (rule) => `more: rootlint explain ${rule}`,

  nothingScanned: 'No file in a language that rootlint reads was found: nothing was scanned.',
  nothingChanged: (changed) =>
    changed === 0
      ? 'Nothing changed: nothing was scanned.'
      : `${countOf(changed, 'file')} changed, none of which can matter to a pin: nothing was scanned.`,
  suppressed: (count) => `${countOf(count, 'finding')} ${count === 1 ? 'is' : 'are'} allowed, and not told here.`,
  staleBaseline: (count) =>
    `${count === 1 ? '1 entry of the baseline matches' : `${count} entries of the baseline match`} nothing any more: write it anew.`,
  dependency: (folder, found) => `${folder}: ${found}; a dependency that no code of yours leads to.`,
  forChanges: (changed) => ` for ${countOf(changed, 'changed file')}`,
  seen: (files, parsed) => `${countOf(files, 'file')} seen, ${parsed} of them parsed`,
  noPins: (seen, asOf) => `No pinned roots found: ${seen}. As of ${asOf}.`,
  pins: (pins, judged, seen, asOf) =>
    `${countOf(pins, 'pin')}${judged.length > 0 ? `: ${judged.join(', ')}` : ''}; ${seen}. As of ${asOf}.`,
  notRead: (path, reason) => (path === '' ? `not read: ${reason}` : `not read: ${path}: ${reason}`),
  unreadFiles: (count, kind) => countOf(count, kindOf(kind)),
  unreadCode: (files, total, languages) =>
    total === 1
      ? `${files} is in a language that rootlint does not read yet.`
      : `${files} are in ${languages > 1 ? 'languages' : 'a language'} that rootlint does not read yet.`,
  unreadConfiguration: (files, total) =>
    `${files} ${total === 1 ? 'is' : 'are'} configuration that rootlint does not read yet.`,

  stepOnTheWay: 'a step on the way',
  usedBy: (api) => `used by ${api}`,
  seeStores: (links) => ` See ${links.join(', ')}.`,
  whatToDo: 'What to do',
  formats: formatsEn,

  stores: (stores, judged, asOf, errors) =>
    `${countOf(stores, 'store')}: ${judged.join(', ') || 'nothing'}. As of ${asOf}.${errors > 0 ? ` ${countOf(errors, 'error')}.` : ''}`,
  storesJudged: (count, verdict) => `${count} ${verdict}`,
  remark: (text) => `remark: ${text}`,
  breaksForHosts: 'would break, for their hosts alone:',
  unrelatedTo: (count) => `to ${count} others`,
  goneRoots: (count) => `${countOf(count, 'root')} expired or no longer trusted by Mozilla`,
  lastingRoots: (count) => `${countOf(count, 'root')} with more than a year left`,
  alias: (name) => `alias ${name}`,
  fixes: {
    keptAs: (backup) => `the old one is kept as ${backup}`,
    failed: (why) => `failed and undone: ${why}`,
    needsYou: (why) => `needs you: ${why}`,
    error: (why) => `error: ${why}`,
    fixed: (count) => `${count} fixed and verified`,
    wouldBeFixed: (count) => `${count} would be fixed, verified`,
    failedCount: (count) => `${count} failed and undone`,
    needCount: (count) => `${count} ${count === 1 ? 'needs' : 'need'} you`,
    addedTo: (paths) => `added to ${paths}`,
    removedIn: (paths) => `removed in ${paths}`,
  },
  page: {
    colon: ': ',
    severity: (severity) => `${severity} by default`,
    seen: 'Where it happened',
    bad: 'Like this it is found',
    good: 'And like this it is not',
    ignore: 'When to leave it',
    withMigration: 'With this migration:',
  },
  cause: {
    saidBy: (who) => `Said by ${who}.`,
    commands: 'Commands',
    rules: 'Rules that find it in the sources',
    unseen: 'rootlint cannot see this in the sources.',
  },
  migration: {
    notice: 'notice',
    appliesTo: 'applies to',
    retiring: 'retiring',
    required: 'required',
    recommended: 'recommended',
    begins: 'begins',
    enforced: 'enforced',
    oldRoot: 'the old root',
    replaces: 'replaces',
    private: 'private',
    source: 'source',
    clientsOf: (hosts) => `clients of ${hosts.join(', ')}`,
    shownOnly: 'nobody in particular: it is shown here only',
    retiringAlone: 'stores that hold nothing but retiring roots, where no migration of the host called is known',
    retiringInStore: 'stores with a retiring root, where no migration of the host called is known',
    policy: (policy) => `no particular root (${policy}); a notice never decides`,
    noRequirement: 'nothing: a notice never decides',
    oneOf: (roots) => `one of ${roots.join(', ')}`,
    allOf: (roots) => roots.join(' and '),
    hasToGo: 'has to go: some libraries prefer the chain that ends in it',
    staysUntil: (day) => `stays until ${day}: servers may still show the old chain`,
    stays: 'stays beside the new one until all servers have moved',
    privatePki: 'the service has a PKI of its own: the pin must stay, and take in the new root',
  },
  anchorKinds: {
    'cross-certificate': 'cross-certificate',
    intermediate: 'intermediate',
    leaf: 'leaf',
    private: 'private',
  },
};
