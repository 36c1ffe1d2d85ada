/**
 * Tells a root with altered bytes. Libraries do not verify a trust anchor's own signature, so a flipped bit loads
 * without a word, and then no chain ends there.
 */
import { X509Certificate } from 'node:crypto';
import { catalogue } from './catalogue.js';
import type { Anchor } from './certificate.js';
import type { Problem } from './contents.js';

/** md2WithRSAEncryption, as DER: the roots of 1996. No library verifies it any more, so it tells nothing. */
const MD2 = Buffer.from('06092a864886f70d010102', 'hex');

/** Which anchors do nothing for their owner, and what to say. A harmless change is said and rejects nothing. */
export function alteredAmong(anchors: readonly Anchor[]): {
  readonly lost: ReadonlySet<Anchor>;
  readonly problem: Problem | null;
} {
  const altered = anchors.filter(isAltered);
  const lost = new Set(altered.filter(isUseless));
  const [first] = lost.size > 0 ? lost : altered;
  if (first === undefined) return { lost, problem: null };
  const message =
    lost.size > 0
      ? `the certificate called ${first.name} has altered bytes: it is not that root, and no chain ends at it`
      : `the signature of ${first.name} does not verify: some bytes were altered, though not its key`;
  return { lost, problem: { kind: 'altered', message, rejects: lost.size > 0 } };
}

function isAltered(anchor: Anchor): boolean {
  if (!anchor.selfIssued || catalogue.bySha256(anchor.sha256) || anchor.selfSignatureValid) return false;
  if (Buffer.from(anchor.der).includes(MD2)) return false;
  // Of two certificates with one name, one may have signed the other (a key roll-over): its key identifiers differ.
  const certificate = new X509Certificate(anchor.der);
  return certificate.checkIssued(certificate);
}

/**
 * Key and name of a known root are what chains are matched by: with both intact it still serves. A private root that
 * does not verify may or may not; its owner is told, and nothing is taken away.
 */
function isUseless(anchor: Anchor): boolean {
  const sameKey = catalogue.bySpki(anchor.spkiSha256);
  if (sameKey !== undefined) return sameKey.name !== anchor.name;
  return catalogue.all().some(({ kind, name }) => kind === undefined && name === anchor.name);
}
