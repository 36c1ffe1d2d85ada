/** What is odd about the form of a pin, whatever roots it holds. */
import { type HeldAnchor, isIgnored } from './holdings.js';
import type { JudgedAlternative } from './judge.js';
import type { Matter } from './matters.js';
import { isIssuedBy } from './migrations.js';
import type { Catalogue } from './read-pin.js';
import { brief, listed, placeOf } from './words.js';

export function shapeMatters(judged: JudgedAlternative, catalogue: Catalogue): readonly Matter[] {
  const { alternative, holdings } = judged;
  const matters: Matter[] = holdings.ignored.flatMap((source) =>
    source.kind === 'ignored'
      ? [{ rule: 'dead-pin', text: `${brief(source.given)} has no effect: ${source.why}; the default roots apply` }]
      : [],
  );
  if (alternative.effect === 'hash' && holdings.named.length > 0) {
    matters.push({
      rule: 'hash-pin',
      text: `${listed(holdings.named.map((root) => root.name))} is pinned by its hash, which no update of a bundle renews`,
    });
  } else if (alternative.effect === 'hash' && judged.verdict === 'survives' && holdings.gaps.length > 0) {
    matters.push({ rule: 'hash-pin', text: 'a hash is pinned, which no update of a bundle renews' });
  }
  for (const source of alternative.sources) {
    const { contents } = source;
    const ignored = contents?.anchors.length ? contents.problems.filter(isIgnored) : [];
    matters.push(...ignored.map((one): Matter => ({ rule: 'dead-pin', text: `${placeOf(source)}: ${one.message}` })));
    if (contents === undefined || !contents.holdsFirstOnly || contents.lenient.length <= contents.anchors.length)
      continue;
    matters.push({
      rule: 'first-certificate-only',
      text: `only the first certificate of ${placeOf(source)} is read, of ${contents.lenient.length} that it holds`,
    });
  }
  return [...matters, ...intermediateMatters(judged, catalogue)];
}

/** An issuer in the same store makes an intermediate harmless: it is a chain that somebody kept together. */
export function intermediateMatters({ holdings }: JudgedAlternative, catalogue: Catalogue): readonly Matter[] {
  const lonely = holdings.anchors.filter(
    (held) =>
      !held.anchor.selfIssued && !holdings.anchors.some((other) => other.anchor.selfIssued && issued(other, held)),
  );
  const kind = (held: HeldAnchor) => (held.anchor.isCa ? 'an intermediate' : 'a server’s own certificate');
  return lonely.slice(0, 1).map((held) => ({
    rule: 'intermediate-pin',
    text:
      held.id === null
        ? `${held.name} in ${placeOf(held.source)} is ${kind(held)}${below(held, catalogue)}, not a root${refusal(held)}`
        : `${held.name} in ${placeOf(held.source)} is a cross-certificate of that root, not the self-signed one${refusal(held)}`,
  }));
}

/** Measured: Java 17, curl 7.88, Go, GnuTLS and Mbed TLS take any certificate they are given for the end of a chain. */
function refusal({ source }: HeldAnchor): string {
  const reader = 'reading' in source ? source.reading.reader : null;
  if (reader === 'node') return '; Node.js refuses chains that end there';
  return reader === 'openssl'
    ? '; OpenSSL refuses chains that end there unless partial chains are allowed, as Python does since 3.13'
    : '';
}

/** Under which public root it hangs, where that is known by its key. */
function below(held: HeldAnchor, catalogue: Catalogue): string {
  const root = catalogue.intermediate?.(held.spkiSha256 ?? '')?.root;
  const name = root === undefined ? undefined : catalogue.byId(root)?.name;
  return name === undefined ? '' : ` below ${name}`;
}

const issued = (issuer: HeldAnchor, held: HeldAnchor): boolean =>
  isIssuedBy(held.anchor, { ...issuer, id: issuer.sha256, pem: pemOf(issuer.anchor.der), catalogued: false });

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
