/** Sources and trails in the form of the output contract, with secrets blanked. */
import type { Trail } from '../evaluate/pin.js';
import type { AnchorResult, SourceResult, TrailStep } from '../result.js';
import { digestsIn, rootOfDigest } from './hashes.js';
import type { Messages } from './messages/messages.js';
import type { Held, Root } from './migrations.js';
import type { Anchor, Catalogue, InlineSource, PathSource, ReadSource } from './read-pin.js';
import { withoutSecrets } from './secrets.js';
import { brief, withoutCredentials } from './words.js';

/** The text of a file by its path from the root; null where it can't be read. */
export type TextOf = (path: string) => string | null;

/** A line of generated code may be a whole file; nobody reads beyond this. */
const LONGEST_LINE = 200;

export interface ResultContext {
  readonly textOf: TextOf;
  readonly catalogue: Catalogue;
  readonly described: readonly Root[];
  readonly say: Messages;
}

export function sourceResult(source: ReadSource, secrets: readonly string[], context: ResultContext): SourceResult {
  const { say } = context;
  const trail = trailSteps(source.trail, secrets, context.textOf);
  const anchors = (source.contents?.anchors ?? []).map((anchor) => anchorResult(anchor, context.catalogue));
  switch (source.kind) {
    case 'file':
    case 'directory': {
      const { located } = source;
      const problem = problemOf(source, say);
      return {
        kind: source.kind,
        path: 'path' in located ? located.path : brief(source.given, say),
        format: source.contents?.format ?? null,
        line: 0,
        trail,
        anchors,
        ...(problem !== null && { problem }),
        ...('found' in located && located.found !== undefined && { found: located.found }),
      };
    }
    case 'inline': {
      const problem = problemOf(source, say);
      return {
        kind: 'inline',
        path: source.site.path,
        line: source.site.span.line,
        trail,
        anchors,
        ...(problem !== null && { problem }),
      };
    }
    case 'url':
      return { kind: 'url', url: withoutCredentials(source.url), trail, anchors };
    case 'hash': {
      const { algorithm, value, matches } = source;
      return { kind: 'hash', algorithm, value, matches, names: namesOf(value, context), trail };
    }
    case 'environment':
      return { kind: 'environment', name: source.name, trail };
    case 'bundle':
    case 'system':
      return { kind: source.kind, name: source.name, trail };
    case 'disabled':
      return { kind: 'disabled', trail };
    case 'ignored':
      return {
        kind: 'unknown',
        why: say.source.hasNoEffect(withoutSecrets(brief(source.given, say), secrets), source.why),
        trail,
      };
    case 'nothing':
      return { kind: 'unknown', why: say.source.trustsNobody, trail };
    case 'unknown':
      return { kind: 'unknown', why: source.why, trail };
  }
}

function problemOf(source: PathSource | InlineSource, say: Messages): string | null {
  if (source.kind !== 'inline') {
    const { located } = source;
    if (located.kind === 'missing') return say.source.notFound(located.tried.join(', ') || brief(source.given, say));
    if (located.kind === 'outside') return say.source.outside;
    if (located.kind === 'system') return say.source.system;
  }
  return say.clauses(source.contents?.problems.map((problem) => problem.message) ?? []) || null;
}

function namesOf(value: string, { described, catalogue }: ResultContext): string | null {
  const roots: (Held | null)[] = digestsIn(value).map((digest) => rootOfDigest(digest, described, catalogue));
  return roots.flatMap((root) => (root === null ? [] : [root.name])).join(', ') || null;
}

export function anchorResult(anchor: Anchor, catalogue: Catalogue): AnchorResult {
  const entry = catalogue.bySha256(anchor.sha256) ?? catalogue.bySpki(anchor.spkiSha256);
  return {
    id: entry?.id ?? null,
    name: anchor.name,
    sha256: anchor.sha256,
    spkiSha256: anchor.spkiSha256,
    notAfter: anchor.notAfter,
    distrust: entry?.distrust ?? null,
    ...(entry?.distrustActual && { distrustActual: entry.distrustActual }),
  };
}

export const trailSteps = (trail: Trail, secrets: readonly string[], textOf: TextOf): readonly TrailStep[] =>
  trail.map(({ path, span }) => ({
    path,
    line: span.line,
    column: span.column,
    what: lineFor(path, span.line, secrets, textOf),
  }));

function lineFor(path: string, line: number, secrets: readonly string[], textOf: TextOf): string {
  const text = linesOf(textOf(path) ?? '')[line - 1]?.trim() ?? '';
  const shown = withoutSecrets(text, secrets);
  return shown.length > LONGEST_LINE ? `${shown.slice(0, LONGEST_LINE - 1)}…` : shown;
}

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);
