/** The bags of a PKCS#12 file (RFC 7292, 4.2): certificates, keys and their attributes, as node-forge parses DER. */
import type forge from 'node-forge';
import { MAX_DER_DEPTH } from './limits.js';

/** A node of forge's DER tree; strings are binary. */
export interface Node {
  readonly value: string | readonly Node[];
  readonly type: number;
  readonly constructed: boolean;
}

type Asn1 = typeof forge.asn1;

export interface SafeBag {
  readonly kind: 'certificate' | 'key' | 'other';
  readonly certificate: Uint8Array | null;
  readonly alias: string | null;
  /** OID -> the first value, as bytes. */
  readonly attributes: ReadonlyMap<string, string>;
}

const KEY_BAGS = new Set(['1.2.840.113549.1.12.10.1.1', '1.2.840.113549.1.12.10.1.2']);
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const INTEGER = 2;

export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node === undefined || typeof node.value === 'string' ? [] : node.value;

/** The bytes of a string; BER may cut an octet string into pieces. */
export function bytesOf(node: Node | undefined): string {
  if (node === undefined) return '';
  return typeof node.value === 'string' ? node.value : node.value.map(bytesOf).join('');
}

export const isOid = (asn1: Asn1, node: Node | undefined, oid: string): boolean =>
  node !== undefined && typeof node.value === 'string' && asn1.derToOid(node.value) === oid;

/** The iteration count among parameters of key derivation: the other numbers there, key lengths, are small. */
export function largestInteger(node: Node): number {
  if (typeof node.value !== 'string') return Math.max(0, ...node.value.map(largestInteger));
  if (node.type !== INTEGER) return 0;
  return node.value.length > 6
    ? Number.MAX_SAFE_INTEGER
    : Number.parseInt(`0${Buffer.from(node.value, 'latin1').toString('hex')}`, 16);
}

export const attributeOf = (bag: SafeBag, oid: string): string | undefined => bag.attributes.get(oid);

/** Throws on bytes that are no bags, as a wrong password leaves them. */
export function decodeBags(asn1: Asn1, safe: string): SafeBag[] {
  if (safe === '') return [];
  const parse = (text: string) =>
    asn1.fromDer(text, { strict: false, parseAllBytes: false, maxDepth: MAX_DER_DEPTH } as never) as unknown as Node;
  return itemsOf(parse(safe)).map((bag) => {
    const [type, value, attributeSet] = itemsOf(bag);
    const oid = asn1.derToOid(bytesOf(type));
    const attributes = new Map<string, string>();
    for (const attribute of itemsOf(attributeSet)) {
      const [name, values] = itemsOf(attribute);
      attributes.set(asn1.derToOid(bytesOf(name)), bytesOf(itemsOf(values)[0]));
    }
    const friendly = attributes.get(FRIENDLY_NAME);
    return {
      kind: oid === CERTIFICATE_BAG ? 'certificate' : KEY_BAGS.has(oid) ? 'key' : 'other',
      certificate: oid === CERTIFICATE_BAG ? certificateIn(value) : null,
      alias: friendly === undefined ? null : friendly.replaceAll('\0', ''),
      attributes,
    };
  });
}

/** CertBag: the kind of certificate, then [0] with the DER as an octet string. */
function certificateIn(value: Node | undefined): Uint8Array | null {
  const [, wrapped] = itemsOf(itemsOf(value)[0]);
  const der = bytesOf(itemsOf(wrapped)[0]);
  return der === '' ? null : new Uint8Array(Buffer.from(der, 'latin1'));
}
