/** What is odd about the form of a pin, whatever roots it holds. */
import { type HeldAnchor, isIgnored } from './holdings.js';
import type { JudgedAlternative, Knowledge } from './judge.js';
import type { Matter } from './matters.js';
import type { Messages } from './messages/messages.js';
import { isIssuedBy } from './migrations.js';
import type { Anchor, Catalogue } from './read-pin.js';
import { brief, placeOf } from './words.js';

export function shapeMatters(judged: JudgedAlternative, known: Knowledge): readonly Matter[] {
  const { say } = known;
  const { alternative, holdings } = judged;
  const matters: Matter[] = holdings.ignored.flatMap((source) =>
    source.kind === 'ignored'
      ? [{ rule: 'dead-pin', text: say.shape.ignored(brief(source.given, say), source.why) }]
      : [],
  );
  if (alternative.effect === 'hash' && holdings.named.length > 0) {
    matters.push({
      rule: 'hash-pin',
      text: say.shape.rootHashes(say.listed(holdings.named.map((root) => root.name))),
    });
  } else if (alternative.effect === 'hash' && judged.verdict === 'survives' && holdings.gaps.length > 0) {
    matters.push({ rule: 'hash-pin', text: say.shape.hash });
  }
  for (const source of alternative.sources) {
    const { contents } = source;
    const ignored = contents?.anchors.length ? contents.problems.filter(isIgnored) : [];
    matters.push(
      ...ignored.map((one): Matter => ({ rule: 'dead-pin', text: say.shape.at(placeOf(source, say), one.message) })),
    );
    if (contents === undefined || !contents.holdsFirstOnly) continue;
    // Code that takes one after the other reads them all.
    const isHeld = ({ sha256 }: Anchor) => holdings.anchors.some((held) => held.sha256 === sha256);
    if (contents.lenient.every(isHeld)) continue;
    matters.push({
      rule: 'first-certificate-only',
      text: say.shape.firstOnly(placeOf(source, say), contents.lenient.length),
    });
  }
  return [...matters, ...intermediateMatters(judged, known)];
}

/** An issuer in the same store makes an intermediate harmless: it is a chain that somebody kept together. */
export function intermediateMatters({ holdings }: JudgedAlternative, { catalogue, say }: Knowledge): readonly Matter[] {
  const lonely = holdings.anchors.filter(
    (held) =>
      !held.anchor.selfIssued && !holdings.anchors.some((other) => other.anchor.selfIssued && issued(other, held)),
  );
  return lonely.slice(0, 1).map((held) => {
    const place = placeOf(held.source, say);
    const what =
      held.id === null
        ? say.shape.notARoot(held.name, place, held.anchor.isCa, rootAbove(held, catalogue))
        : say.shape.crossCertificate(held.name, place);
    return { rule: 'intermediate-pin', text: say.clauses([what, ...refusals(held, say)]) };
  });
}

/** Measured: Java 17, curl 7.88, Go, GnuTLS and Mbed TLS take any certificate they are given for the end of a chain. */
function refusals({ source }: HeldAnchor, say: Messages): readonly string[] {
  const reader = 'reading' in source ? source.reading.reader : null;
  if (reader === 'node') return [say.shape.refusedByNode];
  return reader === 'openssl' ? [say.shape.refusedByOpenssl] : [];
}

/** Under which public root it hangs, where that is known by its key. */
function rootAbove(held: HeldAnchor, catalogue: Catalogue): string | null {
  const root = catalogue.intermediate?.(held.spkiSha256 ?? '')?.root;
  return (root === undefined ? undefined : catalogue.byId(root)?.name) ?? null;
}

const issued = (issuer: HeldAnchor, held: HeldAnchor): boolean =>
  isIssuedBy(held.anchor, { ...issuer, id: issuer.sha256, pem: pemOf(issuer.anchor.der), catalogued: false });

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
