/** Key stores are changed by keytool: their digest needs the password, which is not rootlint's to know. */
import type { Root } from '../verdict/migrations.js';
import type { PathSource } from '../verdict/read-pin.js';
import { type Addition, refused } from './append-root.js';

/** One certificate that a key store is to get. */
export interface StoreImport {
  readonly path: string;
  readonly format: 'jks' | 'jceks' | 'bks' | 'pkcs12';
  readonly alias: string;
  readonly pem: string;
  /** Found in the code beside the store. Never printed. */
  readonly password?: string;
}

export function importInto(
  source: PathSource,
  path: string,
  format: StoreImport['format'],
  roots: readonly Root[],
): Addition {
  const taken = new Set(source.contents?.lenient.map(({ alias }) => alias?.toLowerCase()));
  const imports: StoreImport[] = [];
  for (const root of roots) {
    if (root.pem === null)
      return refused(`import ${root.name} into ${path} with keytool -importcert; its certificate is not shipped here`);
    const alias = freeAlias(root.id.toLowerCase().replace(/[^a-z0-9]/g, ''), taken);
    taken.add(alias);
    const { password } = source.reading;
    imports.push({ path, format, alias, pem: `${root.pem.trim()}\n`, ...(password !== undefined && { password }) });
  }
  return { kind: 'import', imports };
}

/** An alias that stands for another certificate would be refused. */
function freeAlias(wanted: string, taken: ReadonlySet<string | undefined>): string {
  let alias = wanted;
  for (let number = 2; taken.has(alias); number++) alias = `${wanted}-${number}`;
  return alias;
}

/** The password comes from the environment, so that neither a report nor a shell's history shows it. */
export const importCommand = ({ path, format, alias, pem }: StoreImport): string =>
  [
    'keytool -importcert -noprompt',
    `-keystore ${quoted(path)} -storetype ${format.toUpperCase()} -storepass:env STOREPASS`,
    `-alias ${alias}`,
    ...(format === 'bks'
      ? ['-providerclass org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar']
      : []),
    // Without -file keytool reads standard input: the command needs no file beside it, on whatever machine it runs.
    `<<'PEM'\n${pem.trim()}\nPEM`,
  ].join(' ');

const quoted = (word: string): string => (/^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
