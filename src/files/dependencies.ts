/**
 * Which versions of dependencies a project is held to, by its lock files and by manifests that name one version. A range says
 * nothing here: what it comes to is decided where the project is installed.
 */
import { posix } from 'node:path';
import { compareText } from './order.js';
import type { Project } from './project.js';

export type Registry = 'pypi' | 'packagist' | 'rubygems' | 'npm' | 'go' | 'maven' | 'crates' | 'hex';

export interface Dependency {
  readonly registry: Registry;
  readonly name: string;
  readonly version: string;
  readonly path: string;
  /** Where the version is named. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

interface Manifest {
  readonly registry: Registry;
  /** Of the file's name. */
  readonly named: RegExp;
  /** For a package's name, already fit for a regular expression: what names its version, as the first group. */
  readonly pattern: (name: string) => RegExp;
}

/** A version that begins with a digit, so that no range and no branch is taken for one. */
const VERSION = String.raw`v?(\d[\w.+!-]*)`;

/** In a lock file of TOML or JSON the version stands a line or two behind the name. */
const MANIFESTS: readonly Manifest[] = [
  {
    registry: 'pypi',
    named: /^(?:.*requirements.*|constraints.*)\.(?:txt|in|pip)$/i,
    pattern: (name) => new RegExp(String.raw`^[ \t]*${name}(?:\[[^\]]*\])?[ \t]*={2,3}[ \t]*${VERSION}`, 'im'),
  },
  {
    registry: 'pypi',
    named: /^(?:setup\.(?:py|cfg)|pyproject\.toml|Pipfile)$/,
    pattern: (name) =>
      new RegExp(
        String.raw`(?<![\w.-])["']?${name}(?:\[[^\]]*\])?["']?[ \t]*(?:=[ \t]*["'])?={2,3}[ \t]*${VERSION}`,
        'i',
      ),
  },
  {
    registry: 'pypi',
    named: /^(?:poetry|uv|pdm)\.lock$/,
    pattern: (name) => new RegExp(String.raw`^name = "${name}"\r?\nversion = "${VERSION}"`, 'im'),
  },
  {
    registry: 'pypi',
    named: /^Pipfile\.lock$/,
    pattern: (name) => new RegExp(String.raw`"${name}": \{[^{}]*"version": "==${VERSION}"`, 'i'),
  },
  {
    registry: 'packagist',
    named: /^composer\.lock$/,
    pattern: (name) => new RegExp(String.raw`"name": "${name}",\s*"version": "${VERSION}"`, 'i'),
  },
  {
    registry: 'packagist',
    named: /^composer\.json$/,
    pattern: (name) => new RegExp(`"${name}": "=?${VERSION}"`, 'i'),
  },
  {
    registry: 'rubygems',
    named: /^(?:Gemfile|gems)\.(?:lock|locked)$/,
    pattern: (name) => new RegExp(String.raw`^    ${name} \(${VERSION}\)`, 'm'),
  },
  {
    registry: 'rubygems',
    named: /^Gemfile$|\.gemspec$/,
    pattern: (name) => new RegExp(String.raw`["']${name}["'],[ \t]*["']=?[ \t]*${VERSION}["']`),
  },
  {
    registry: 'npm',
    named: /^(?:package-lock|npm-shrinkwrap)\.json$/,
    pattern: (name) => new RegExp(String.raw`"(?:node_modules/)?${name}": \{\s*"version": "${VERSION}"`),
  },
  {
    registry: 'go',
    named: /^go\.(?:mod|sum)$/,
    pattern: (name) => new RegExp(String.raw`^(?:require)?[ \t]*${name} ${VERSION}`, 'm'),
  },
  {
    registry: 'maven',
    named: /^pom\.xml$/,
    pattern: (name) => {
      const [group = '', artifact = ''] = name.split(':');
      return new RegExp(
        String.raw`<groupId>${group}</groupId>\s*<artifactId>${artifact}</artifactId>\s*<version>${VERSION}</version>`,
      );
    },
  },
  {
    registry: 'crates',
    named: /^Cargo\.lock$/,
    pattern: (name) => new RegExp(String.raw`^name = "${name}"\r?\nversion = "${VERSION}"`, 'm'),
  },
  {
    registry: 'hex',
    named: /^mix\.lock$/,
    pattern: (name) => new RegExp(String.raw`"${name}": \{:hex, :${name}, "${VERSION}"`),
  },
];

/** Asked of each file of a repository, so the cheap question comes first. */
const MAYBE = /(?:\.(?:txt|in|pip|py|cfg|toml|lock|locked|json|mod|sum|xml|gemspec)|file)$/i;

export const isManifest = (path: string): boolean =>
  MAYBE.test(path) && MANIFESTS.some(({ named }) => named.test(posix.basename(path)));

export interface Wanted {
  readonly registry: Registry;
  readonly name: string;
}

/** Of each manifest the first version that it names for a package. */
export function dependenciesOf(
  project: Pick<Project, 'known' | 'text'>,
  wanted: readonly Wanted[],
): readonly Dependency[] {
  const found: Dependency[] = [];
  for (const path of [...project.known].filter(isManifest).sort(compareText)) {
    if (path.includes('node_modules/')) continue;
    const name = posix.basename(path);
    const manifests = MANIFESTS.filter(({ named }) => named.test(name));
    const text = project.text(path) ?? '';
    for (const { registry, pattern } of manifests) {
      for (const one of wanted.filter((other) => other.registry === registry)) {
        const match = pattern(one.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('-', '[-_.]')).exec(text);
        if (match?.[1] !== undefined)
          found.push({ ...one, version: match[1], path, ...placeOf(text, match, match[1]) });
      }
    }
  }
  return found;
}

function placeOf(
  text: string,
  match: RegExpExecArray,
  version: string,
): Pick<Dependency, 'line' | 'column' | 'endColumn'> {
  const at = match.index + match[0].lastIndexOf(version);
  const before = text.slice(0, at);
  const column = at - before.lastIndexOf('\n');
  return { line: before.split('\n').length, column, endColumn: column + version.length };
}
