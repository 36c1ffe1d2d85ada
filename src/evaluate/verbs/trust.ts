/** Verbs that know certificates: parse, bundle, and checks inside verifiers. */
import { each } from '../memory/alternatives.js';
import { bytesOf, listOf } from '../memory/lists.js';
import { type Abstract, constantOf, type Material, NULL, unknownOf } from '../memory/values.js';
import { accept } from '../trust/accept.js';
import { anyOf, type Check, defaultRoots } from '../trust/check.js';
import { trustOfHolder } from '../trust/holders.js';
import { hashCheck } from '../trust/peer-checks.js';
import { isDrained } from './streams.js';
import { argument, positional, subject, type Verb, type VerbCall } from './verbs.js';

/** Text of a PEM or DER as the library parses it: all of it, or its first certificate only. */
const parse =
  (reads: 'first' | 'all'): Verb =>
  (call) => {
    const value = argument(call, 0) ?? subject(call);
    return value === null
      ? null
      : each(value, (one) => {
          if (isDrained(call, one)) return one;
          if (one.kind === 'text') return reads === 'first' ? { ...one, first: true } : one;
          if (one.kind === 'material') return reads === 'first' ? firstOf(one) : one;
          const bytes = bytesOf(call.m, one);
          if (bytes) return reads === 'first' ? { ...bytes, first: true } : bytes;
          if (one.kind === 'check' || (one.kind === 'unknown' && one.peer)) return one;
          return one.kind === 'unknown' ? one : unknownOf('a certificate that is not followed', one.trail);
        });
  };

function firstOf(material: Material): Material {
  const { source } = material;
  return source.kind === 'file'
    ? { ...material, source: { ...source, reading: { ...source.reading, reads: 'first' } } }
    : material;
}

const material =
  (source: 'bundle' | 'system'): Verb =>
  (call) => ({
    kind: 'material',
    source: { kind: source, name: call.row.name ?? call.name, trail: [] },
    trail: [],
  });

/** What a holder says of the server, inside a verifier. */
function holderCheck(value: Abstract | null): Check | null {
  return value?.kind === 'check' ? value.check : null;
}

function checkOf(call: VerbCall, value: Abstract | null): Check {
  const known = holderCheck(value);
  if (known) return known;
  if (value?.kind === 'object') {
    const trust = trustOfHolder(call.m, value.object);
    const checks = trust?.map((t) => t.check ?? defaultRoots('system')) ?? [];
    if (checks.length > 0) return anyOf(checks);
  }
  return { check: 'unknown', why: 'another object decides, of which nothing is known' };
}

/** A certificate that the code knows, as an anchor. */
function certificateCheck(call: VerbCall, known: Abstract): Check {
  const model = { id: '', language: '', library: '' };
  const scope = { args: call.args, receiver: call.receiver, holder: null, model };
  const place = { accepts: ['certificate', 'pem', 'der'] as const };
  const [accepted] = accept(call.m, known, { ...place, accepts: [...place.accepts] }, scope, call.site);
  return accepted?.check ?? { check: 'unknown', why: 'a certificate that is not known' };
}

export const trustVerbs: Readonly<Record<string, Verb>> = {
  'parse-certificate': parse('first'),
  'parse-certificates': parse('all'),
  /** Reads a path, or takes text: a certificate either way. */
  'load-certificate': (call) => loadCertificate(call, 'first'),
  'load-certificates': (call) => loadCertificate(call, 'all'),
  bundle: material('bundle'),
  /** With the type `list`, a list to which others may be put. */
  'default-roots': (call) => {
    const roots = material('system')(call);
    return call.row.type === 'list' && roots ? listOf(call.m, [roots]) : roots;
  },
  'accept-all': (call) => ({ kind: 'check', check: { check: 'always', site: call.site }, trail: [] }),
  /** The library's own verdict as an error code: zero where the chain is good. */
  'default-error': () => ({ kind: 'check', check: defaultRoots('system'), negated: true, trail: [] }),
  'default-check': () => ({ kind: 'check', check: defaultRoots('system'), trail: [] }),
  /** A check that throws where it fails: the trust of the receiver. */
  'check-receiver': (call) => {
    const check = checkOf(call, call.receiver);
    call.m.pending?.push({ kind: 'check', check, trail: [] });
    return NULL;
  },
  /** `certificate.verify(key)`: throws unless the key of a known certificate signed it. */
  'check-issuer': (call) => {
    const known = argument(call, 0);
    // That one certificate of the server signed another says nothing of whom they lead to.
    if (known?.kind === 'unknown' && known.peer) return NULL;
    call.m.pending?.push({
      kind: 'check',
      check: known ? certificateCheck(call, known) : { check: 'unknown', why: 'a key that is not known' },
      trail: [],
    });
    return NULL;
  },
  /** A check that answers: the trust of the receiver, or of the argument that the row names. */
  'check-answer': (call) => ({
    kind: 'check',
    check: checkOf(call, call.row.argument === undefined ? call.receiver : argument(call, 0)),
    trail: [],
  }),
  /** `errors.HasFlag(flag)`: of the verdict that a verifier was given, whether it failed by its chain. */
  'check-fails': (call) => {
    const flag = positional(call, 0);
    return call.receiver?.kind === 'check' && flag?.kind === 'native' && flag.name.endsWith('ChainErrors')
      ? { ...call.receiver, negated: true }
      : unknownOf('whether the server failed otherwise', [], { peer: true });
  },
  /** The public key or hash of something: still what the server showed. */
  'hash-of': (call) => {
    const value = subject(call);
    return value?.kind === 'unknown' && value.peer
      ? value
      : value?.kind === 'check'
        ? value
        : unknownOf('a hash that is not computed', value?.trail ?? []);
  },
  /** `a.equals(b)`, `hmac.Equal(a, b)`: a comparison by method. */
  equals: equals((text) => text),
  'equals-ignoring-case': equals((text) => text.toLowerCase()),
};

function equals(fold: (text: string) => string): Verb {
  return (call) => {
    const left = call.row.method ? call.receiver : positional(call, 0);
    const right = positional(call, call.row.method ? 0 : 1);
    if (!left || !right) return unknownOf('a comparison');
    if (left.kind === 'text' && right.kind === 'text') return constantOf(fold(left.text) === fold(right.text));
    return compare(call, left, right);
  };
}

function compare(call: VerbCall, left: Abstract, right: Abstract): Abstract {
  const isPeer = (v: Abstract) => v.kind === 'unknown' && v.peer;
  if (isPeer(left)) return hashCheck(call.m, right);
  if (isPeer(right)) return hashCheck(call.m, left);
  return unknownOf('a comparison that is not decided');
}

function loadCertificate(call: VerbCall, reads: 'first' | 'all'): Abstract | null {
  const value = argument(call, 0) ?? subject(call);
  return value === null
    ? null
    : each(value, (one) => {
        if (one.kind === 'check' || (one.kind === 'unknown' && one.peer)) return one;
        const model = { id: '', language: '', library: '' };
        const scope = { args: call.args, receiver: call.receiver, holder: null, model };
        const [accepted] = accept(
          call.m,
          one,
          { accepts: ['path', 'pem', 'der', 'certificate'], reads },
          scope,
          call.site,
        );
        const source = accepted?.check?.check === 'anchors' ? accepted.check.sources[0] : undefined;
        if (one.kind === 'text' && (one.file || source?.kind === 'inline'))
          return reads === 'first' ? { ...one, first: true } : one;
        return source ? { kind: 'material', source, trail: one.trail } : one;
      });
}
