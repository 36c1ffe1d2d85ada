/**
 * The result itself, as docs/json.md describes it. Every object is written out key by key, so that the order is the
 * contract's whatever order a run filled it in, and nothing beyond the contract (a password, say) can slip out.
 */
import type {
  AlternativeResult,
  AnchorResult,
  Finding,
  Fix,
  MigrationResult,
  PinResult,
  Region,
  Result,
  SourceResult,
  SuppressedFinding,
  TrailStep,
} from '../result.js';

export function jsonReport(result: Result): string {
  const { tool, summary } = result;
  const ordered: Result = {
    schema: result.schema,
    tool: { name: tool.name, version: tool.version },
    asOf: result.asOf,
    pins: result.pins.map(pinJson),
    findings: result.findings.map(findingJson),
    ...(result.suppressed !== undefined && { suppressed: result.suppressed.map(suppressedJson) }),
    diagnostics: result.diagnostics.map(({ path, reason }) => ({ path, reason })),
    summary: {
      filesSeen: summary.filesSeen,
      filesParsed: summary.filesParsed,
      ...(summary.changedFiles !== undefined && { changedFiles: summary.changedFiles }),
      pins: summary.pins,
      breaks: summary.breaks,
      survives: summary.survives,
      unprotected: summary.unprotected,
      unrelated: summary.unrelated,
      unresolved: summary.unresolved,
      ...(summary.suppressed !== undefined && { suppressed: summary.suppressed }),
      ...(summary.staleBaseline !== undefined && { staleBaseline: summary.staleBaseline }),
      unreadLanguages: Object.fromEntries(
        Object.entries(summary.unreadLanguages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
      ),
    },
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function pinJson(pin: PinResult): PinResult {
  return {
    id: pin.id,
    path: pin.path,
    ...regionJson(pin),
    language: pin.language,
    api: pin.api,
    model: pin.model,
    effect: pin.effect,
    reach: pin.reach,
    sources: pin.sources.map(sourceJson),
    alternatives: pin.alternatives.map(alternativeJson),
    trail: pin.trail.map(stepJson),
    verdict: pin.verdict,
    shadowedBy: pin.shadowedBy,
    test: pin.test,
    vendored: pin.vendored,
    ...(pin.certificates !== undefined && { certificates: pin.certificates }),
    migrations: pin.migrations.map(migrationJson),
  };
}

export function findingJson(finding: Finding): Finding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    path: finding.path,
    ...regionJson(finding),
    message: finding.message,
    pin: finding.pin,
    fixes: finding.fixes.map(fixJson),
    ...(finding.package !== undefined && { package: finding.package }),
    ...(finding.vendored !== undefined && { vendored: finding.vendored }),
  };
}

function suppressedJson({ finding, by, reason, until }: SuppressedFinding): SuppressedFinding {
  return { finding: findingJson(finding), by, reason, until };
}

function fixJson(fix: Fix): Fix {
  return {
    remedy: fix.remedy,
    safe: fix.safe,
    edits: fix.edits.map((edit) => ({
      path: edit.path,
      startLine: edit.startLine,
      startColumn: edit.startColumn,
      endLine: edit.endLine,
      endColumn: edit.endColumn,
      text: edit.text,
    })),
    command: fix.command,
    withheld: fix.withheld,
    ...(fix.note !== undefined && { note: fix.note }),
  };
}

function sourceJson(source: SourceResult): SourceResult {
  const trail = source.trail.map(stepJson);
  switch (source.kind) {
    case 'file':
    case 'directory':
      return {
        kind: source.kind,
        path: source.path,
        format: source.format,
        line: source.line,
        trail,
        anchors: source.anchors.map(anchorJson),
        ...(source.problem !== undefined && { problem: source.problem }),
        ...(source.found !== undefined && { found: source.found }),
      };
    case 'inline':
      return {
        kind: 'inline',
        path: source.path,
        line: source.line,
        trail,
        anchors: source.anchors.map(anchorJson),
        ...(source.problem !== undefined && { problem: source.problem }),
      };
    case 'url':
      return { kind: 'url', url: source.url, trail, anchors: source.anchors.map(anchorJson) };
    case 'hash': {
      const { algorithm, value, matches, names } = source;
      return { kind: 'hash', algorithm, value, matches, names, trail };
    }
    case 'environment':
    case 'bundle':
    case 'system':
      return { kind: source.kind, name: source.name, trail };
    case 'disabled':
      return { kind: 'disabled', trail };
    case 'unknown':
      return { kind: 'unknown', why: source.why, trail };
  }
}

function anchorJson(anchor: AnchorResult): AnchorResult {
  return {
    id: anchor.id,
    name: anchor.name,
    sha256: anchor.sha256,
    spkiSha256: anchor.spkiSha256,
    notAfter: anchor.notAfter,
    distrust: anchor.distrust,
    ...(anchor.distrustActual !== undefined && { distrustActual: anchor.distrustActual }),
  };
}

function alternativeJson(alternative: AlternativeResult): AlternativeResult {
  return { when: alternative.when, sources: alternative.sources.map(sourceJson), verdict: alternative.verdict };
}

export function migrationJson(migration: MigrationResult): MigrationResult {
  return {
    id: migration.id,
    verdict: migration.verdict,
    missing: migration.missing.map(({ id, name, sha256 }) => ({ id, name, sha256 })),
  };
}

function stepJson(step: TrailStep): TrailStep {
  return { path: step.path, line: step.line, column: step.column, what: step.what };
}

function regionJson({ line, column, endLine, endColumn }: Region): Region {
  return { line, column, endLine, endColumn };
}
