/** Findings in English. */
import type { Messages } from './messages.js';

function listed(names: readonly string[], joint: 'and' | 'or' = 'and', most = 3): string {
  const once = [...new Set(names)];
  const shown = once.length > most + 1 ? [...once.slice(0, most), `${once.length - most} more`] : once;
  if (shown.length <= 1) return shown[0] ?? 'nothing';
  return `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)}`;
}

/** A sentence that begins with a name from the code (`requests.post`, `certs/rootca.pem`) keeps it as it is. */
function sentence(text: string, call: string): string {
  const word = text.split(' ', 1)[0] ?? '';
  const begun = word === call || /[^a-z’,]/.test(word) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

const below = (root: string | null): string => (root === null ? '' : ` below ${root}`);
const inBrackets = (words: string | null): string => (words === null ? '' : ` (${words})`);

export const en: Messages = {
  language: 'en',
  listed,
  clauses: (parts) => parts.join('; '),
  sentences: (parts, call) => parts.map((part) => sentence(part, call)).join(' '),
  dated: (name, day) => `${name} (${day})`,

  place: {
    inTheCode: (place) => `the certificate text in ${place}`,
    hash: 'a pinned hash',
    environment: (name) => `the environment variable ${name}`,
    bundle: (name) => `the bundle of ${name}`,
    system: 'the system’s roots',
    nobody: 'nobody in particular',
    emptyStore: 'an empty store',
    unknown: 'something unknown',
    emptyText: 'an empty text',
  },

  why: {
    environment: (name) => `what the environment variable ${name} holds is set outside the repository`,
    nothingPutIn: 'no certificate was put into it',
    outside: (place) => `${place} lies outside the repository`,
    missing: (place) => `${place} leads nowhere in this repository`,
    fetched: (place) => `${place} is fetched when the program runs or is built`,
    unread: (place) => `${place} was not read`,
    locked: (place) => `${place} is locked`,
    onlyPrivateKeys: 'it holds private keys and no trusted certificate',
    noCertificates: 'it can’t be read as certificates',
    empty: 'it holds no certificate',
    unknownHash: (hash) => `${hash} is the hash of no root that is known here`,
    intermediateHash: (hash, name, root) => `${hash} is the key of the intermediate ${name} below ${root}`,
    comparedWithLeaf: (root) => `it is compared with the server’s own certificate, and ${root} is a root`,
  },

  source: {
    hasNoEffect: (given, why) => `${given} has no effect: ${why}`,
    trustsNobody: 'no certificate was put into the store: it trusts nobody',
    notFound: (tried) => `not found; tried ${tried}`,
    outside: 'outside the repository',
    system: 'the system’s own roots',
  },

  finding: {
    when: (when) => `this is so when ${when}`,
    conditional: 'the program gets here only under a condition that the sources decide against',
    uncalled: 'nothing calls this code',
    seeAlso: (title) => `see also: ${title}`,
    differsInCase: (path) =>
      `${path} differs from the path in the code in upper and lower case, which Linux tells apart`,
    curlReadsMore:
      'Debian and Ubuntu hide this, because their curl reads /etc/ssl/certs as well; Alpine, Red Hat and Windows do not',
    verificationOff: (call) => `${call} accepts any certificate, because verification is off`,
    next: (name, day) => `next: ${name} leaves Mozilla’s store on ${day}`,
  },

  breaking: {
    acceptsHashes: (call, held, missing) =>
      `${call} accepts only chains with ${held}, pinned by hash, and not ${missing}`,
    trustsOnly: (call, places, several, held, missing) =>
      `${call} trusts only ${places}, which ${several ? 'hold' : 'holds'} ${held} but not ${missing}`,
    behind: (migrations) => `it is ${migrations} migrations behind`,
    demanded: 'this root is demanded of every pin',
    refused: (hosts, isPast, when) =>
      `${hosts === null ? 'the server’s new chain' : `the new chain of ${hosts}`} ${isPast ? 'is' : 'will be'} refused${inBrackets(when)}`,
    brokenSince: (day) => `broken since ${day}`,
    willBreak: (day) => `will break on ${day}`,
    holdsUnread: (place, roots, why) =>
      `${place} holds ${roots} in a form that is not read here${why === '' ? '' : `: ${why}`}`,
    trustsNobody: (call) => `${call} trusts nobody: no root was given to it`,
    ignored: (place, call, why) => `${place} has no effect in ${call}, and nothing is trusted: ${why}`,
    neverMatches: (call, why) => `the hash that ${call} pins never matches: ${why}`,
    unreadable: (call, place, why) => `${call} trusts only ${place} and gets no root out of it: ${why}`,
  },

  doubt: {
    aloneOrToo: (call, what) => `whether ${call} trusts ${what} alone, or the system’s roots too, could not be known`,
    readLacks: (roots) => `what could be read lacks ${roots}`,
    unread: (call, why) => `what ${call} trusts could not be read: ${why}`,
    hash: (call, why) => `${call} pins a hash: ${why}; it stops matching when the server’s certificate changes`,
    askTheFile: (call, why) => `what ${call} trusts could not be read: ${why}; run rootlint store on the file itself`,
    unknown: (call, why) => `what ${call} trusts could not be known: ${why}`,
  },

  shape: {
    ignored: (given, why) => `${given} has no effect: ${why}; the default roots apply`,
    rootHashes: (roots) => `${roots} is pinned by its hash, which no update of a bundle renews`,
    hash: 'a hash is pinned, which no update of a bundle renews',
    at: (place, problem) => `${place}: ${problem}`,
    firstOnly: (place, certificates) =>
      `only the first certificate of ${place} is read, of ${certificates} that it holds`,
    notARoot: (name, place, isCa, root) =>
      `${name} in ${place} is ${isCa ? 'an intermediate' : 'a server’s own certificate'}${below(root)}, not a root`,
    crossCertificate: (name, place) =>
      `${name} in ${place} is a cross-certificate of that root, not the self-signed one`,
    refusedByNode: 'Node.js refuses chains that end there',
    refusedByOpenssl:
      'OpenSSL refuses chains that end there unless partial chains are allowed, as Python does since 3.13',
    addsNoRoot: (place, why) => `${place} adds no root: ${why}`,
    addsPublic: (call, names, places) =>
      `${call} adds ${names} from ${places} to the default roots, which hold public roots anyway`,
    keptByHand: (call, places, names) =>
      `${call} trusts only ${places}, which holds ${names}; this works, and has to be kept up by hand`,
  },

  bundle: {
    lacks: (dependency, roots) => `${dependency} brings a list of roots of its own, which lacks ${roots}`,
    copyLacks: (path, name, roots) => `${path} is a copy of the list of roots of ${name}, and lacks ${roots}`,
    trusts: (call, dependency, roots) => `${call} trusts the list of ${dependency}, which lacks ${roots}`,
    fallback: 'the list is asked where no other is found',
    raise: (version) => `mended from ${version} on`,
    never: 'no version mends it: give the client the system’s roots',
  },

  time: {
    lacksOld: (call, roots, until) => `${call} lacks ${roots}; until ${until} the server may still show the old chain`,
    allExpired: (names) => `every root there has expired: ${names}`,
    expired: (names) => `expired: ${names}`,
    ending: (names) => `soon no longer trusted or valid: ${names}`,
    hasToGo: (name, place, expired) =>
      `${name} in ${place} expired on ${expired} and has to go: OpenSSL 1.0.2, GnuTLS before 3.6.14 and their like prefer the chain that ends in it`,
  },

  store: {
    unreadable: (path, why) => `${path} could not be read: ${why}.`,
    readLess: (readers, path, why) => `${readers} read less of ${path} than is in it: ${why}.`,
    noRootAbove: (path, names) => `${path} holds ${names}, and not the root above.`,
    kind: (name, kind, root) => `${name} (${kind === 'leaf' ? 'a server’s own certificate' : kind}${below(root)})`,
    lacks: (path, held, missing, migrations, several, when) =>
      `${path} holds ${held} but not ${missing}, as ${migrations} ${several ? 'require' : 'requires'}; whoever trusts it alone refuses the new chain${inBrackets(when)}.`,
    expired: (path, names) => `${path} holds expired certificates: ${names}.`,
    ending: (path, names) => `${path}: soon no longer trusted or valid: ${names}.`,
  },
};
