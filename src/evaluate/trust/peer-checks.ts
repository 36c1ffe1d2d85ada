import { negate } from '../code/comparisons.js';
import type { Machine } from '../machine.js';
import { elementsOf } from '../memory/lists.js';
import { type Abstract, type CheckValue, NO_TRAIL, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { accept } from './accept.js';
import { anyOf, type Check } from './check.js';
import { trustOfHolder } from './holders.js';
import { guessAlgorithm, isDer, readable } from './text-sources.js';

/**
 * C#'s `errors == SslPolicyErrors.None`, OpenSSL's `preverified == 1`: the library's own verdict, or its opposite. A name
 * that does not match, or a certificate that is missing, says that the chain was not what was wrong.
 */
export function againstVerdict(check: CheckValue, other: Abstract): Abstract {
  const passed: CheckValue = { kind: 'check', check: check.check, trail: check.trail };
  if (other.kind === 'native') {
    if (/\.(None|OK|X509_V_OK|RemoteCertificateName\w+|RemoteCertificateNot\w+)$|^X509_V_OK$/.test(other.name))
      return passed;
    if (other.name.endsWith('.RemoteCertificateChainErrors')) return { ...passed, negated: true };
  }
  if (other.kind === 'constant' && (other.value === true || other.value === 1)) return check;
  if (other.kind === 'constant' && (other.value === false || other.value === 0 || other.value === null))
    return negate(check);
  return unknownOf('one of several errors', NO_TRAIL, { peer: true });
}

const HASH = /^(?:sha\d+\/{1,2})?(?:[0-9a-f]{2}[:\s-]?){16,64}$|^(?:sha\d+\/{1,2})?[A-Za-z0-9+/]{27,86}={0,2}$/i;

/** A certificate that the code has, read from a file or written in it; null for anything else. */
function certificateCheck(m: Machine, known: Abstract): Check | null {
  if (known.kind === 'object' && known.object.type !== null) {
    const checks = (trustOfHolder(m, known.object) ?? []).flatMap((each) => (each.check ? [each.check] : []));
    return checks.length > 0 ? anyOf(checks) : null;
  }
  const isCertificate =
    known.kind === 'material' ||
    (known.kind === 'text' && (known.file !== undefined || /-----BEGIN/.test(known.text) || isDer(known.text)));
  if (!isCertificate) return null;
  const scope = {
    args: { positional: [], named: new Map() },
    receiver: null,
    holder: null,
    model: { id: '', language: '', library: '' },
  };
  const at = known.trail[0] ?? START_OF_FILE(m);
  const [accepted] = accept(m, known, { accepts: ['certificate', 'pem', 'der'] }, scope, at);
  return accepted?.check?.check === 'anchors' ? accepted.check : null;
}

const START_OF_FILE = (m: Machine): Site => ({
  path: m.unit.path,
  span: { line: 1, column: 1, endLine: 1, endColumn: 1 },
});

/** What the server showed, compared with something known: a pin if that looks like a hash or a certificate. */
export function hashCheck(m: Machine, known: Abstract): Abstract {
  if (known.kind === 'text' && HASH.test(readable(known.text).trim())) {
    const value = readable(known.text).trim();
    return {
      kind: 'check',
      check: {
        check: 'hash',
        source: {
          kind: 'hash',
          algorithm: guessAlgorithm(value),
          value,
          matches: m.looksUp ? 'chain' : 'leaf',
          trail: known.trail,
          ...(known.literal && { site: known.literal }),
        },
      },
      trail: known.trail,
    };
  }
  const certificate = certificateCheck(m, known);
  if (certificate) return { kind: 'check', check: certificate, trail: known.trail };
  if (known.kind === 'object') {
    const elements = elementsOf(m, known);
    const isTable = known.object.shape === 'record';
    const checks =
      elements
        ?.flatMap(({ key, value }) => (isTable ? [hashCheck(m, key), hashCheck(m, value)] : [hashCheck(m, value)]))
        .filter((v): v is CheckValue => v.kind === 'check') ?? [];
    if (checks.length > 0) return { kind: 'check', check: anyOf(checks.map((c) => c.check)), trail: known.trail };
  }
  const why = 'what the server shows is compared with something unknown';
  // Something else of the server, a length, a name: not a pin.
  if (known.kind !== 'unknown' || known.peer) return unknownOf(why, known.trail, { peer: true });
  return { kind: 'check', check: { check: 'unknown', why: known.why }, trail: known.trail };
}
