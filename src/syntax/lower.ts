/** Which front end reads which language. Front ends are loaded when the first file of their language needs them. */
import type { Unit } from '../ir/step.js';

/** Lowers the text of one file. Total: syntax errors are listed in the unit, what can't be expressed is `unknown`. */
export type FrontEnd = (path: string, text: string) => Unit;

const FRONT_ENDS: Record<string, () => Promise<FrontEnd>> = {
  python: async () => (await import('./python/lower.js')).lowerPython,
  ruby: async () => (await import('./ruby/lower.js')).lowerRuby,
  java: async () => (await import('./java/lower.js')).lowerJava,
  csharp: async () => (await import('./csharp/lower.js')).lowerCsharp,
  go: async () => (await import('./go/lower.js')).lowerGo,
  php: async () => (await import('./php/lower.js')).lowerPhp,
  c: async () => (await import('./c/lower.js')).lowerC,
  cpp: async () => (await import('./c/lower.js')).lowerCpp,
  javascript: async () => (await import('./javascript/lower.js')).lowerJavascript,
  typescript: async () => (await import('./javascript/lower.js')).lowerTypescript,
  shell: async () => (await import('./shell/lower.js')).lowerShell,
  // Files that hold commands between other things speak shell too.
  dockerfile: async () => (await import('./shell/embedded.js')).lowerDockerfile,
  procfile: async () => (await import('./shell/embedded.js')).lowerProcfile,
  'npm-scripts': async () => (await import('./shell/embedded.js')).lowerNpmScripts,
  'env-file': async () => (await import('./shell/embedded.js')).lowerEnvFile,
  'systemd-unit': async () => (await import('./shell/embedded.js')).lowerSystemdUnit,
  compose: async () => (await import('./shell/embedded.js')).lowerCompose,
};

export const LANGUAGES: readonly string[] = Object.keys(FRONT_ENDS);

/** @throws Error for a language without a front end. */
export async function frontEnd(language: string): Promise<FrontEnd> {
  const load = FRONT_ENDS[language];
  if (load === undefined) throw new Error(`no front end for ${language}`);
  return load();
}

/** @throws ParseTimeout, or an Error for a language without a front end. */
export const lower = async (language: string, path: string, text: string): Promise<Unit> =>
  (await frontEnd(language))(path, text);
