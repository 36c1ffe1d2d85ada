/** Judged pins in the form of the output contract. */
import { createHash } from 'node:crypto';
import type { Pin, Site, Trail } from '../evaluate/pin.js';
import type { AnchorResult, MissingRoot, PinResult, SourceResult, TrailStep } from '../result.js';
import { digestsIn, rootOfDigest } from './hashes.js';
import type { JudgedAlternative, JudgedMigration, JudgedPin } from './judge.js';
import type { Held, Root } from './migrations.js';
import type { Anchor, Catalogue, InlineSource, PathSource, ReadAlternative, ReadSource } from './read-pin.js';
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
}

/**
 * The id is made of what stays when lines move: path, API, the pinning argument without white space, and how often that
 * occurred before.
 */
export function pinIds(pins: readonly Pin[], textOf: TextOf): ReadonlyMap<Pin, string> {
  const seen = new Map<string, number>();
  const ids = new Map<Pin, string>();
  for (const pin of [...pins].sort(byPlace)) {
    const key = [pin.site.path, pin.api, textIn(pin.site, textOf).replace(/\s+/g, '')].join('\n');
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    ids.set(pin, createHash('sha256').update(`${key}\n${occurrence}`).digest('hex').slice(0, 16));
  }
  return ids;
}

export const byPlace = (a: Pin, b: Pin): number =>
  compare(a.site.path, b.site.path) ||
  a.site.span.line - b.site.span.line ||
  a.site.span.column - b.site.span.column ||
  compare(a.api, b.api);

/** By code unit: the same order on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function pinResult(judged: JudgedPin, ids: ReadonlyMap<Pin, string>, context: ResultContext): PinResult {
  const { read, alternatives, deciding } = judged;
  const { pin } = read;
  const secrets = read.alternatives.flatMap(passwordsOf);
  const shadowedBy = pin.shadowedBy === undefined ? null : (ids.get(pin.shadowedBy) ?? null);
  const sources = (one: JudgedAlternative) =>
    one.alternative.sources.map((source) => sourceResult(source, secrets, context));
  return {
    id: ids.get(pin) ?? '',
    path: pin.site.path,
    ...spanOf(pin.site),
    language: pin.language,
    api: pin.api,
    model: pin.model,
    effect: deciding.alternative.effect,
    reach: pin.reach,
    sources: sources(deciding),
    alternatives:
      alternatives.length < 2
        ? []
        : alternatives.map((one) => ({ when: one.alternative.when, sources: sources(one), verdict: one.verdict })),
    trail: trailSteps(decidingTrail(judged), secrets, context.textOf),
    verdict: deciding.verdict,
    shadowedBy,
    test: read.test,
    vendored: read.vendored,
    migrations: pin.shadowedBy === undefined ? deciding.migrations.map(migrationResult) : [],
  };
}

/** The way to the deciding source; the pin's own trail shows the first alternative. */
function decidingTrail({ read, alternatives, deciding }: JudgedPin): Trail {
  const own = deciding.alternative.sources.find((source) => source.trail.length > 0)?.trail;
  return alternatives.length > 1 && own !== undefined ? own : read.pin.trail.length > 0 ? read.pin.trail : (own ?? []);
}

const migrationResult = ({ id, verdict, missing }: JudgedMigration) => ({
  id,
  verdict,
  missing: missing.map((root): MissingRoot => ({ id: root.id, name: root.name, sha256: root.sha256 })),
});

export function passwordsOf(alternative: ReadAlternative): readonly string[] {
  return alternative.sources.flatMap((source) =>
    'reading' in source && source.reading.password !== undefined ? [source.reading.password] : [],
  );
}

function sourceResult(source: ReadSource, secrets: readonly string[], context: ResultContext): SourceResult {
  const trail = trailSteps(source.trail, secrets, context.textOf);
  const anchors = (source.contents?.anchors ?? []).map((anchor) => anchorResult(anchor, context.catalogue));
  switch (source.kind) {
    case 'file':
    case 'directory': {
      const { located } = source;
      const problem = problemOf(source);
      return {
        kind: source.kind,
        path: 'path' in located ? located.path : brief(source.given),
        format: source.contents?.format ?? null,
        line: 0,
        trail,
        anchors,
        ...(problem !== null && { problem }),
        ...('found' in located && located.found !== undefined && { found: located.found }),
      };
    }
    case 'inline': {
      const problem = problemOf(source);
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
        why: `${withoutSecrets(brief(source.given), secrets)} has no effect: ${source.why}`,
        trail,
      };
    case 'nothing':
      return { kind: 'unknown', why: 'no certificate was put into the store: it trusts nobody', trail };
    case 'unknown':
      return { kind: 'unknown', why: source.why, trail };
  }
}

function problemOf(source: PathSource | InlineSource): string | null {
  if (source.kind !== 'inline') {
    const { located } = source;
    if (located.kind === 'missing') return `not found; tried ${located.tried.join(', ') || brief(source.given)}`;
    if (located.kind === 'outside') return 'outside the repository';
    if (located.kind === 'system') return 'the system’s own roots';
  }
  return source.contents?.problems.map((problem) => problem.message).join('; ') || null;
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

const trailSteps = (trail: Trail, secrets: readonly string[], textOf: TextOf): readonly TrailStep[] =>
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

const spanOf = ({ span }: Site) => ({
  line: span.line,
  column: span.column,
  endLine: span.endLine,
  endColumn: span.endColumn,
});

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

function textIn({ path, span }: Site, textOf: TextOf): string {
  const lines = linesOf(textOf(path) ?? '').slice(span.line - 1, span.endLine);
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? span.column - 1 : 0, index === lines.length - 1 ? span.endColumn - 1 : undefined),
    )
    .join('\n');
}
