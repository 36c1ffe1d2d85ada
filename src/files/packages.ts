/** The packages of a monorepo: the nearest folder with a manifest, or with a configuration of its own. */
import { posix } from 'node:path';
import { isConfiguration } from './relevance.js';

const MANIFEST =
  /^(?:package\.json|pom\.xml|build\.gradle(?:\.kts)?|setup\.py|pyproject\.toml|go\.mod|Gemfile|composer\.json|Cargo\.toml|[^/]+\.(?:cs|fs|vb)proj|[^/]+\.gemspec)$/;

/** The package that a file belongs to; `.` for the repository itself. */
export function packagesOf(known: ReadonlySet<string>): (path: string) => string {
  const folders = new Set<string>();
  for (const path of known)
    if (MANIFEST.test(posix.basename(path)) || isConfiguration(path)) folders.add(posix.dirname(path));
  return (path) => {
    let at = posix.dirname(path);
    while (at !== '.' && at !== '/' && !folders.has(at)) at = posix.dirname(at);
    return at;
  };
}
