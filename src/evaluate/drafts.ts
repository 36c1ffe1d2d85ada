/** A pin while it is being found: the place, and each way in which it was met there. */
import type { Lambda } from '../ir/value.js';
import type { Alternative, Reach, Site, TrustSource } from './pin.js';

/**
 * `guess`: met in a function run for itself that does not know all it is given. `byItself`: met where a function was run for
 * itself, or by a test.
 */
export interface MetAlternative extends Alternative {
  readonly guess: boolean;
  readonly byItself: boolean;
  /** The functions that were run for themselves and got here. */
  readonly of: readonly Lambda[];
  /** Met in a branch that a default closes: who has such a parameter, and is called without it, refutes it. */
  readonly opened: boolean;
  /** A test got here, in code that is no test. */
  readonly fromTest: boolean;
}

export interface Draft {
  readonly site: Site;
  readonly api: string;
  readonly model: string;
  readonly language: string;
  reach: Reach;
  alternatives: MetAlternative[];
  shadowedBy: Draft | null;
  /** It decided in a connection that was seen; else the object only left. */
  used: boolean;
  /** Files whose run got here. */
  readonly metFrom: Set<string>;
  /** Calls that connect with it. */
  readonly connections: Set<string>;
}

export const keyOf = (site: Site): string => `${site.path}:${site.span.line}:${site.span.column}`;

export function sameSources(a: readonly TrustSource[], b: readonly TrustSource[]): boolean {
  return a.length === b.length && a.every((source, i) => sourceKey(source) === sourceKey(b[i]!));
}

function sourceKey(source: TrustSource): string {
  switch (source.kind) {
    case 'file':
    case 'directory':
      return `${source.kind} ${source.given} ${source.located.kind === 'file' ? source.located.path : source.located.kind} ${source.reading.reads} ${source.content ?? ''}`;
    case 'inline':
      return `inline ${keyOf(source.site)} ${source.content.length} ${source.reading.reads}`;
    case 'url':
      return `url ${source.url}`;
    case 'hash':
      return `hash ${source.value}`;
    case 'environment':
    case 'bundle':
    case 'system':
      return `${source.kind} ${source.name}`;
    case 'ignored':
      return `ignored ${source.given}`;
    case 'unknown':
      return `unknown ${source.why}`;
    case 'disabled':
    case 'nothing':
      return source.kind;
  }
}
