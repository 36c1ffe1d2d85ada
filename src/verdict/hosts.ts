/** Host names: which patterns of a migration they meet, and which of them a file mentions. */

/** `*.windows.net` meets any depth below it, `s3.*.amazonaws.com` one or more labels in the middle. */
export function matchesHost(pattern: string, host: string): boolean {
  const expression = compiled.get(pattern) ?? new RegExp(`^${sourceOf(pattern)}$`);
  compiled.set(pattern, expression);
  return expression.test(bareHost(host));
}

const compiled = new Map<string, RegExp>();

const sourceOf = (pattern: string): string =>
  pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+');

/** All patterns in one: a file may name thousands of hosts, and each is asked once. */
export function anyOf(patterns: readonly string[]): (host: string) => boolean {
  if (patterns.length === 0) return () => false;
  const expression = new RegExp(`^(?:${patterns.map(sourceOf).join('|')})$`);
  return (host) => expression.test(host);
}

/**
 * How much a pattern says of the hosts that it meets: an exact name more than any pattern, else the longer text.
 * `*.blob.core.windows.net` is about storage, `*.windows.net` about all of Azure.
 */
export const specificity = (pattern: string): number =>
  pattern.includes('*') ? pattern.replaceAll('*', '').length : Number.POSITIVE_INFINITY;

/** Without scheme, user, path and port, in lower case. */
const bareHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');

/**
 * Everything in a text that has the form of a host name. Most of it is not one (`os.path`), which costs nothing: only
 * hosts that a migration names are ever looked for.
 */
export function hostsIn(text: string): readonly string[] {
  const found = text.match(/(?<![\w.@-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+/gi) ?? [];
  return [...new Set(found.map((host) => host.toLowerCase()))].sort();
}
