/**
 * Which language a file is in, by its name, or by its first bytes where the name does not say. The names on the right
 * are those of the front ends in `syntax/`; what stands under UNREAD is counted and named in the summary, so that a
 * clean run never hides what it did not look at.
 */

const BY_EXTENSION: Readonly<Record<string, string>> = {
  py: 'python',
  pyw: 'python',
  rb: 'ruby',
  rake: 'ruby',
  gemspec: 'ruby',
  ru: 'ruby',
  podspec: 'ruby',
  java: 'java',
  cs: 'csharp',
  csx: 'csharp',
  go: 'go',
  php: 'php',
  php5: 'php',
  php7: 'php',
  phtml: 'php',
  c: 'c',
  // C headers are read as C++, which is nearly a superset; the other way round templates and classes would be lost.
  h: 'cpp',
  hpp: 'cpp',
  hh: 'cpp',
  hxx: 'cpp',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  ino: 'cpp',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  ksh: 'shell',
};

const BY_NAME: Readonly<Record<string, string>> = {
  Rakefile: 'ruby',
  Gemfile: 'ruby',
  Vagrantfile: 'ruby',
  Podfile: 'ruby',
  Fastfile: 'ruby',
  Capfile: 'ruby',
  SConstruct: 'python',
  '.bashrc': 'shell',
  '.bash_profile': 'shell',
  '.profile': 'shell',
};

/** Files that start programs and set variables for them: their commands are shell. */
const STARTERS: readonly (readonly [RegExp, string])[] = [
  [/^(Dockerfile|Containerfile)(\.|$)|\.dockerfile$/i, 'dockerfile'],
  [/^Procfile(\.\w+)?$/, 'procfile'],
  [/^package\.json$/, 'npm-scripts'],
  [/^\.?env(\.(local|production|prod))?$|^(?!.*(example|sample|template|test))[\w-]+\.env$/, 'env-file'],
  [/\.service$/, 'systemd-unit'],
  [/^(docker-)?compose(\.[\w-]+)?\.ya?ml$/, 'compose'],
];

/** The language whose models a file is read by. */
export const modelsFor = (language: string): string =>
  STARTERS.some(([, starter]) => starter === language) ? 'shell' : language;

const FAMILIES = [
  ['javascript', 'typescript'],
  ['c', 'cpp'],
];

/** Whether code in one language can name what the other defines. */
export const sharesCode = (one: string, other: string): boolean =>
  one === other || FAMILIES.some((family) => family.includes(one) && family.includes(other));

const BY_INTERPRETER: readonly (readonly [RegExp, string])[] = [
  [/^(python|pypy)[\d.]*$/, 'python'],
  [/^j?ruby[\d.]*$/, 'ruby'],
  [/^(node|nodejs|bun)$/, 'javascript'],
  [/^(deno|ts-node|tsx)$/, 'typescript'],
  [/^php[\d.]*$/, 'php'],
  [/^(ba|da|k|z|a)?sh$/, 'shell'],
];

/** Code that can pin a root and has no front end yet, then configuration that can: by extension or by file name. */
const UNREAD: ReadonlySet<string> = new Set(
  words(`
    kt kts rs swift dart pl pm lua scala groovy ex exs erl m mm ps1 psm1 vb fs fsx clj r jl cr nim zig hs ml coffee
    pyx ipynb d vue svelte jsp cshtml bat cmd fish tcl pas elm hx vala cls abap
    yaml yml properties xml tf conf cnf toml ini env gradle
  `),
);

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}

export type Classified =
  | { readonly kind: 'read'; readonly language: string }
  /** `counted`: the name under which the summary tells it. */
  | { readonly kind: 'unread'; readonly counted: string }
  /** The first bytes decide: an extensionless file may be a script, an `.inc` file PHP. */
  | { readonly kind: 'sniff' }
  | { readonly kind: 'other' };

export function classify(path: string): Classified {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const byName = BY_NAME[name];
  if (byName !== undefined) return { kind: 'read', language: byName };
  if (isPhpSettings(path)) return { kind: 'read', language: 'php' };
  const starter = STARTERS.find(([pattern]) => pattern.test(name));
  if (starter !== undefined) return { kind: 'read', language: starter[1] };
  if (/^\.env(\.|$)/.test(name)) return { kind: 'unread', counted: 'env' };

  const dot = name.lastIndexOf('.');
  if (dot <= 0) return dot === 0 ? { kind: 'other' } : { kind: 'sniff' };
  const extension = name.slice(dot + 1).toLowerCase();
  const language = BY_EXTENSION[extension];
  if (language !== undefined) return { kind: 'read', language };
  if (extension === 'inc' || extension === 'cgi') return { kind: 'sniff' };
  if (UNREAD.has(extension)) return { kind: 'unread', counted: extension };
  return { kind: 'other' };
}

/** `php.ini`, `.user.ini`, and what an image puts beside it: `php/conf.d/tls.ini`. */
function isPhpSettings(path: string): boolean {
  return (
    /(^|\/)(?:php(?:[\w.-]*)\.ini|\.user\.ini|[\w.-]*php[\w.-]*\.ini)$/i.test(path) ||
    /(^|\/)php[\w.-]*\/(?:[\w.-]+\/)?conf\.d\/[^/]+\.ini$/i.test(path)
  );
}

export function isDockerfile(name: string): boolean {
  return /^(Dockerfile|Containerfile)(\.|$)|\.dockerfile$/i.test(name);
}

/** The language that the first bytes of a file tell: a `#!` line, or PHP's opening tag. */
export function sniff(head: string): string | undefined {
  if (/^\s*<\?php\b/i.test(head)) return 'php';
  const shebang = /^#!\s*(\S+)(?:\s+(.*))?/.exec(head);
  if (shebang === null) return undefined;
  // `#!/usr/bin/env -S python3 -u`: the interpreter is the first word that is neither an option nor an assignment.
  const words = (shebang[2] ?? '').split(/\s+/).filter((word) => word !== '' && !/^-|=/.test(word));
  const program = baseName(shebang[1] ?? '');
  const interpreter = program === 'env' ? baseName(words[0] ?? '') : program;
  return BY_INTERPRETER.find(([pattern]) => pattern.test(interpreter))?.[1];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
