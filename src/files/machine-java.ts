/** The `cacerts` of each Java runtime that is installed: Java never reads the system's bundle. */
import { dirname, join } from 'node:path';
import { foldersLike, programsOnPath } from './folder-names.js';
import type { Machine, MachineStore } from './machine-stores.js';

/** Where packages and version managers unpack runtimes. */
const HOMES = [
  '/usr/lib/jvm/*',
  '/usr/java/*',
  '/opt/java/*',
  '/opt/*',
  '/Library/Java/JavaVirtualMachines/*/Contents/Home',
  '~/.sdkman/candidates/java/*',
  '~/.jdks/*',
  '~/.gradle/jdks/*',
  '~/.asdf/installs/java/*',
  '~/.local/share/mise/installs/java/*',
  'C:/Program Files/Java/*',
  'C:/Program Files/Eclipse Adoptium/*',
];

export function javaStores({ env, home }: Machine): readonly MachineStore[] {
  const homes = [
    ...(env.JAVA_HOME ? [env.JAVA_HOME] : []),
    // bin/java, and before Java 9 jre/bin/java.
    ...programsOnPath(env.PATH ?? env.Path, /^java$/).map((java) => dirname(dirname(java))),
    ...HOMES.flatMap((pattern) => foldersLike(pattern.replace('~', home))),
  ];
  return [...new Set(homes)].flatMap((folder) =>
    ['lib/security', 'jre/lib/security'].flatMap((security) =>
      // jssecacerts, where it is there, takes the place of cacerts.
      ['jssecacerts', 'cacerts'].map((name) => ({
        path: join(folder, security, name),
        origin: `the key store of the Java runtime in ${folder}`,
      })),
    ),
  );
}
