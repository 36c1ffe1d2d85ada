/** Key stores are changed by keytool: their digest needs the password, which is not rootlint's to know. */
import type { Root } from '../verdict/migrations.js';
import { type Addition, refused } from './append-root.js';
import type { FixContext } from './propose.js';

/** The password comes from the environment, so that neither a report nor a shell's history shows it. */
export function importCommand(
  path: string,
  format: 'jks' | 'jceks' | 'bks' | 'pkcs12',
  roots: readonly Root[],
  { catalogue }: FixContext,
): Addition {
  const commands: string[] = [];
  for (const root of roots) {
    const pem = catalogue.pem(root.id);
    if (!pem)
      return refused(`import ${root.name} into ${path} with keytool -importcert; its certificate is not shipped here`);
    commands.push(
      [
        'keytool -importcert -noprompt',
        `-keystore ${quoted(path)} -storetype ${format.toUpperCase()} -storepass:env STOREPASS`,
        `-alias ${root.id.replace(/[^a-z0-9]/g, '')}`,
        ...(format === 'bks'
          ? ['-providerclass org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar']
          : []),
        // Without -file keytool reads standard input: the command needs no file beside it, on whatever machine it runs.
        `<<'PEM'\n${pem.trim()}\nPEM`,
      ].join(' '),
    );
  }
  return { kind: 'command', command: commands.join('\n') };
}

const quoted = (word: string): string => (/^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
