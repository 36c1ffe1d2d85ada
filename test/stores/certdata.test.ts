import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script without types
import { readCertdata } from '../../scripts/read-certdata.mjs';
import { storeBytes } from './fixture-stores.js';

const octal = (bytes: Uint8Array) => [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
const der = storeBytes('g2-only.der');
const certificate = (after: string) => `
CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE
CKA_LABEL UTF8 "DigiCert Global Root G2"
CKA_VALUE MULTILINE_OCTAL
${octal(der.slice(0, 500))}
${octal(der.slice(500))}
END
CKA_NSS_SERVER_DISTRUST_AFTER ${after}
`;
const trust = (word: string) => `
CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST
CKA_CERT_SHA1_HASH MULTILINE_OCTAL
${octal(createHash('sha1').update(der).digest())}
END
CKA_TRUST_SERVER_AUTH CK_TRUST ${word}
`;

describe("Mozilla's certdata.txt", () => {
  it('gives each certificate with its trust', () => {
    const [one] = readCertdata(certificate('CK_BBOOL CK_FALSE') + trust('CKT_NSS_TRUSTED_DELEGATOR'));
    expect(new Uint8Array(one.der)).toEqual(der);
    expect(one).toMatchObject({ trusted: true, distrustAfter: null });
  });
  it('tells a root that servers may no longer have, and one that new certificates may not', () => {
    const after = `MULTILINE_OCTAL\n${octal(Buffer.from('251130235959Z'))}\nEND`;
    const [one] = readCertdata(certificate(after) + trust('CKT_NSS_MUST_VERIFY_TRUST'));
    expect(one).toMatchObject({ trusted: false, distrustAfter: '2025-11-30' });
  });
});
