import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Pin, Site } from '../../src/evaluate/pin.js';
import { applyEdits } from '../../src/fixes/apply-edits.js';
import { proposeFixes } from '../../src/fixes/propose.js';
import type { Edit, Fix } from '../../src/result.js';
import { catalogue } from '../../src/stores/catalogue.js';
import type { ReadAlternative, ReadSource } from '../../src/verdict/read-pin.js';
import {
  builtIn,
  certificate,
  exclusive,
  file,
  G1,
  G2,
  hash,
  hashed,
  judge,
  judgement,
  PEM_FILE,
  PRIVATE_CA,
  pin,
  root,
  type Setting,
  SITE,
  SOURCE,
} from '../verdict/pins.js';

const STORE = 'certs/rootca.pem';

interface Case extends Setting {
  readonly pin?: Partial<Pin>;
  readonly judgesClients?: boolean;
}

function fixes(alternatives: ReadAlternative | readonly ReadAlternative[], given: Case = {}): readonly Fix[] {
  const texts: Readonly<Record<string, string>> = { [SITE.path]: SOURCE, ...given.files };
  const findings = proposeFixes(judgement([pin(alternatives, given.pin)], given), {
    catalogue,
    textOf: (path) => texts[path] ?? null,
    unitOf: () => null,
    lackingWithout: () => null,
    hashedName: () => '607986c7.0',
    judgesClients: () => given.judgesClients ?? false,
  });
  return findings[0]?.fixes ?? [];
}

const only = (remedy: Fix['remedy'], all: readonly Fix[]): Fix => {
  const fix = all.find((one) => one.remedy === remedy);
  if (fix === undefined) throw new Error(`no remedy ${remedy}`);
  return fix;
};

/** The certificates of a PEM text, by common name. */
const held = (text: string): readonly string[] =>
  (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (block) => /CN=(.*)/.exec(new X509Certificate(block).subject)?.[1] ?? '',
  );

describe('appending to a PEM bundle', () => {
  const append = (text: string, given: Case = {}) =>
    only('append', fixes(exclusive(file(STORE, text)), { ...given, files: { [STORE]: text } }));

  it.each([
    ['as it is', G1],
    ['without a line end at its end', G1.trimEnd()],
    ['with Windows line ends', G1.replaceAll('\n', '\r\n')],
  ])('gives a store that survives: %s', (_, text) => {
    const fix = append(text);
    const mended = applyEdits(text, fix.edits);
    expect(fix).toMatchObject({ safe: true, command: null, withheld: null });
    expect(held(mended)).toEqual(['DigiCert Global Root CA', 'DigiCert Global Root G2']);
    expect(mended.startsWith(text)).toBe(true);
    expect(mended.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(/[^\r]\n/.test(mended) && mended.includes('\r\n')).toBe(false);
    expect(judge(pin(exclusive(file(STORE, mended)))).verdict).toBe('survives');
  });

  it('is proposed once for two pins of one store, and applied once', () => {
    const twice = [...append(G1).edits, ...append(G1).edits];
    expect(held(applyEdits(G1, twice))).toHaveLength(2);
  });

  it('is not safe where a server judges its clients by the file', () => {
    expect(append(G1, { judgesClients: true }).safe).toBe(false);
  });

  it('is not safe for a root that only a migration knows', () => {
    const migrations = builtIn.map((one) => ({
      ...one,
      required: { ...one.required, roots: one.required.roots.map((known) => ({ ...known, catalogued: false })) },
    }));
    expect(append(G1, { migrations }).safe).toBe(false);
  });

  it('mends every alternative that breaks', () => {
    const both = [
      { ...exclusive(file('a.pem', G1)), when: 'called from a.py:1' },
      { ...exclusive(file('b.pem', G1)), when: 'called from b.py:1' },
    ];
    const fix = only('append', fixes(both, { files: { 'a.pem': G1, 'b.pem': G1 } }));
    expect(fix.edits.map((edit) => edit.path)).toEqual(['a.pem', 'b.pem']);
  });
});

describe('appending to certificates in the code', () => {
  const inline = (source: string, content: string): ReadSource => {
    const line = source.slice(0, source.indexOf('-----BEGIN')).split('\n').length;
    const site: Site = { path: SITE.path, span: { line, column: 1, endLine: line, endColumn: 2 } };
    const { contents } = file('x', content);
    return { kind: 'inline', site, content, reading: PEM_FILE, trail: [], ...(contents && { contents }) };
  };
  const append = (source: string, content: string) =>
    only('append', fixes(exclusive(inline(source, content)), { files: { [SITE.path]: source } }));
  const pem = G1.trimEnd();

  it('keeps the form of a literal of many lines, and its indentation', () => {
    const indented = pem.replace(/^/gm, '    ');
    const fix = append(`ca = """\n${indented}\n"""\nprint(ca)\n`, pem);
    const mended = applyEdits(`ca = """\n${indented}\n"""\nprint(ca)\n`, fix.edits);
    expect(mended).toBe(
      `ca = """\n${indented}\n${root('digicert-global-root-g2').trimEnd().replace(/^/gm, '    ')}\n"""\nprint(ca)\n`,
    );
    expect(fix.safe).toBe(false);
  });

  it('keeps \\n in a literal of one line', () => {
    const escape = (text: string) => text.replaceAll('\n', '\\n');
    const source = `const ca = "${escape(pem)}\\n";\n`;
    expect(applyEdits(source, append(source, pem).edits)).toBe(
      `const ca = "${escape(pem)}\\n${escape(G2.trimEnd())}\\n";\n`,
    );
  });

  it('leaves pieces to a person', () => {
    const source = pem
      .split('\n')
      .map((line, at) => `const line${at} = "${line}\\n";\n`)
      .join('');
    expect(append(source, pem).withheld).toContain('put together from pieces');
  });
});

describe('appending elsewhere', () => {
  const append = (...sources: ReadSource[]) => only('append', fixes(exclusive(...sources), { files: { [STORE]: G1 } }));
  const withFormat = (format: 'jks' | 'der' | 'pkcs7' | 'bks'): ReadSource => {
    const source = file(`certs/pay's.${format}`, G1, { ...PEM_FILE, password: 'harbour' });
    return { ...source, contents: { ...(source.contents as NonNullable<typeof source.contents>), format } };
  };

  it('is a command for a key store, with the resolved path and without the password', () => {
    const { command, edits, safe } = append(withFormat('jks'));
    expect(command).toMatch(
      /^keytool -importcert -noprompt -keystore 'certs\/pay'\\''s\.jks' -storetype JKS -storepass:env STOREPASS -alias digicertglobalrootg2 <<'PEM'\n-----BEGIN CERTIFICATE-----\n[\s\S]+-----END CERTIFICATE-----\nPEM$/,
    );
    expect({ edits, safe }).toEqual({ edits: [], safe: false });
    expect(command).not.toContain('harbour');
  });

  it.each([
    ['DER', [withFormat('der')], 'is DER and holds one certificate'],
    ['PKCS#7', [withFormat('pkcs7')], 'is PKCS#7'],
    [
      'a reader of the first certificate',
      [file(STORE, G1, { ...PEM_FILE, reads: 'first', reader: 'java', accepts: ['certificate'] })],
      'only the first certificate',
    ],
  ])('is withheld for %s', (_, sources, reason) => {
    const fix = append(...sources);
    expect(fix.withheld).toContain(reason);
    expect(fix).toMatchObject({ safe: false, edits: [], command: null });
  });

  it('is withheld for hashes, and names the hash to add', () => {
    const all = fixes(hashed(hash('r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=')));
    expect(only('append', all).withheld).toContain('i7WTqTvh0OioIruIfFR4kMPnBqrS2rdiVPl/s2uC/CY=');
  });

  it('is withheld where nothing usable stands there', () => {
    expect(append(file(STORE, '')).withheld).toContain('no store to append to');
  });
});

describe('removing the pin', () => {
  it('is never safe', () => {
    expect(only('remove', fixes(exclusive(file(STORE, G1)))).safe).toBe(false);
  });

  it('is withheld where the store also holds a private root', () => {
    const fix = only('remove', fixes(exclusive(file(STORE, G1 + PRIVATE_CA)), { files: { [STORE]: G1 + PRIVATE_CA } }));
    expect(fix).toMatchObject({ edits: [], withheld: expect.stringContaining('Corporate Internal CA') });
  });

  it('is withheld for a private PKI', () => {
    const migrations = builtIn.map((one) => ({ ...one, private: true }));
    expect(only('remove', fixes(exclusive(file(STORE, G1)), { migrations })).withheld).toContain('private PKI');
  });

  it('is withheld where a model says that there is no doing without', () => {
    const removal = { withheld: 'the device has no roots of its own' };
    expect(only('remove', fixes(exclusive(file(STORE, G1)), { pin: { removal } })).withheld).toBe(removal.withheld);
  });

  it('is offered for a switch that turns verification off, and there alone', () => {
    const off = { ...exclusive({ kind: 'disabled' as const, trail: [] }), effect: 'disabled' as const };
    expect(fixes(off).map((fix) => fix.remedy)).toEqual(['remove']);
  });

  it('is not offered for a private CA', () => {
    expect(fixes(exclusive(file('ica.pem', certificate('harbour-old-intermediate'))))).toEqual([]);
  });
});

describe('edits', () => {
  const edit = (from: number, to: number, text: string): Edit => ({
    path: 'a.txt',
    startLine: 1,
    startColumn: from,
    endLine: 1,
    endColumn: to,
    text,
  });

  it('are applied whatever their order', () => {
    expect(applyEdits('abc\n', [edit(3, 4, 'Z'), edit(1, 2, 'X')])).toBe('XbZ\n');
  });

  it('must not overlap', () => {
    expect(() => applyEdits('abc\n', [edit(1, 3, ''), edit(2, 4, '')])).toThrow('overlap');
  });
});
