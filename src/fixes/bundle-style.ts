/** How a bundle introduces its certificates: nothing, a blank line, a comment, curl's title with its line, certifi's list. */
import { createHash, X509Certificate } from 'node:crypto';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * What stands in front of a new certificate so that it looks like the others, without line ends of its own kind. A comment is
 * written only where the last certificate has one of the same form: some readers reject what stands between two.
 */
export function introductionLike(text: string, pem: string): readonly string[] {
  const begin = text.lastIndexOf(BEGIN);
  if (begin < 0) return [];
  const end = text.lastIndexOf(END, begin);
  const lead = text.slice(end < 0 ? 0 : end + END.length, begin).replace(/\r/g, '');
  // What stands at the top of a file may be about the file.
  const separated = end >= 0 && /^\n[ \t]*\n/.test(lead);
  const own = lead.split('\n\n').at(-1) ?? '';
  const last = text.slice(begin, text.indexOf(END, begin) + END.length);
  const written = wordsLike(
    own.split('\n').filter((line) => line.trim() !== ''),
    last,
    pem,
  );
  // In a bundle of titles a blank line is part of the title.
  const blank = separated || (written.length > 0 && end < 0 && text.slice(0, begin).includes('\n\n'));
  return [...(blank ? [''] : []), ...written];
}

function wordsLike(lines: readonly string[], last: string, pem: string): readonly string[] {
  const old = certificateOf(last);
  const added = certificateOf(pem);
  if (old === null || added === null || lines.length === 0) return [];
  const name = nameOf(added);
  if (!/^[\x20-\x7e]+$/.test(name)) return [];
  const underline = lines.at(-1) ?? '';
  if (lines.length >= 2 && /^(=+|-+)$/.test(underline)) return [name, underline.charAt(0).repeat(name.length)];
  if (lines.every((line) => /^# [\w ]+: /.test(line)) && lines.some((line) => line.startsWith('# Subject: ')))
    return lines.flatMap((line) => fieldLike(/^# ([\w ]+): /.exec(line)?.[1] ?? '', added) ?? []);
  const comment = /^([#;]+ *|\/\/ *)(.+)$/.exec(lines.at(-1) ?? '');
  return comment !== null && lines.length === 1 && mentions(comment[2] ?? '', nameOf(old))
    ? [`${comment[1]}${name}`]
    : [];
}

const certificateOf = (pem: string): X509Certificate | null => {
  try {
    return new X509Certificate(pem.replace(/\r/g, ''));
  } catch {
    return null;
  }
};

const partOf = (subject: string, part: string): string | undefined =>
  new RegExp(`(?:^|\\n)${part}=(.*)`).exec(subject)?.[1];

const nameOf = ({ subject }: X509Certificate): string =>
  partOf(subject, 'CN') ?? partOf(subject, 'OU') ?? partOf(subject, 'O') ?? '';

const mentions = (comment: string, name: string): boolean =>
  name !== '' && comment.toLowerCase().includes(name.toLowerCase());

/** certifi's own list: https://github.com/certifi/python-certifi/blob/master/certifi/cacert.pem */
function fieldLike(field: string, certificate: X509Certificate): string | null {
  const names = (written: string) =>
    (['CN', 'O', 'OU'] as const)
      .flatMap((part) => {
        const value = partOf(written, part);
        return value === undefined ? [] : [`${part}=${value}`];
      })
      .join(' ');
  const fingerprint = (algorithm: string) =>
    (createHash(algorithm).update(certificate.raw).digest('hex').match(/../g) ?? []).join(':');
  switch (field) {
    case 'Issuer':
      return `# Issuer: ${names(certificate.issuer)}`;
    case 'Subject':
      return `# Subject: ${names(certificate.subject)}`;
    case 'Label':
      return `# Label: "${nameOf(certificate)}"`;
    case 'Serial':
      return `# Serial: ${BigInt(`0x${certificate.serialNumber}`)}`;
    case 'MD5 Fingerprint':
      return `# MD5 Fingerprint: ${fingerprint('md5')}`;
    case 'SHA1 Fingerprint':
      return `# SHA1 Fingerprint: ${fingerprint('sha1')}`;
    case 'SHA256 Fingerprint':
      return `# SHA256 Fingerprint: ${fingerprint('sha256')}`;
    default:
      return null;
  }
}
