// Reads Mozilla's certdata.txt (lib/ckfw/builtins in NSS): which roots it trusts for TLS, and from which day newly issued
// certificates fail. Lines are `NAME TYPE VALUE`; bytes stand as octal numbers between MULTILINE_OCTAL and END.
import { createHash } from 'node:crypto';

/** [{ der, trusted, distrustAfter }], each certificate once. */
export function readCertdata(text) {
  const objects = objectsIn(text);
  const trusted = new Set();
  for (const object of objects) {
    const trust = object.get('CKA_TRUST_SERVER_AUTH') ?? object.get('CKA_PKIX_TRUST_SERVER_AUTH') ?? '';
    const hash = object.get('CKA_CERT_SHA1_HASH') ?? object.get('CKA_HASH_OF_CERTIFICATE');
    if (/TRUSTED_DELEGATOR|TRUST_ANCHOR/.test(trust) && hash) trusted.add(hash.toString('hex'));
  }
  return objects.flatMap((object) => {
    const der = object.get('CKA_VALUE');
    if (object.get('CKA_CLASS') !== 'CKO_CERTIFICATE' || !Buffer.isBuffer(der)) return [];
    const after = object.get('CKA_NSS_SERVER_DISTRUST_AFTER');
    return [
      {
        der,
        trusted: trusted.has(createHash('sha1').update(der).digest('hex')),
        distrustAfter: Buffer.isBuffer(after) ? dayOf(after.toString('latin1')) : null,
      },
    ];
  });
}

function objectsIn(text) {
  const objects = [];
  let bytes = null;
  for (const line of text.split('\n')) {
    if (bytes !== null) {
      if (line.trim() === 'END') {
        objects.at(-1)?.set(bytes.name, Buffer.from(bytes.octal, 'latin1'));
        bytes = null;
      } else
        bytes.octal += line
          .trim()
          .replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
      continue;
    }
    const [name, type, value] = line.trim().split(/\s+/);
    if (!name?.startsWith('CKA_')) continue;
    if (name === 'CKA_CLASS') objects.push(new Map());
    if (type === 'MULTILINE_OCTAL') bytes = { name, octal: '' };
    else objects.at(-1)?.set(name, value ?? '');
  }
  return objects;
}

/** `251130235959Z` */
const dayOf = (time) => time.replace(/^(\d\d)(\d\d)(\d\d).*$/s, '20$1-$2-$3');
