/** `rootlint/store/v1`, written out key by key as the other report is. */
import type { StoreAnchorResult, StoreResult, StoresResult } from '../result.js';
import { findingJson, migrationJson } from './json.js';

export function storesJson(result: StoresResult): string {
  const ordered: StoresResult = {
    schema: result.schema,
    tool: { name: result.tool.name, version: result.tool.version },
    asOf: result.asOf,
    stores: result.stores.map(storeJson),
    findings: result.findings.map(findingJson),
    diagnostics: result.diagnostics.map(({ path, reason }) => ({ path, reason })),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function storeJson(store: StoreResult): StoreResult {
  return {
    path: store.path,
    origin: store.origin,
    format: store.format,
    verdict: store.verdict,
    anchors: store.anchors.map(anchorJson),
    privateKeys: store.privateKeys,
    problems: store.problems.map(({ kind, message, rejects, readers }) => ({
      kind,
      message,
      rejects,
      readers: [...readers],
    })),
    readers: store.readers.map(({ reader, reads }) => ({ reader, reads })),
    migrations: store.migrations.map(migrationJson),
  };
}

function anchorJson(anchor: StoreAnchorResult): StoreAnchorResult {
  return {
    id: anchor.id,
    name: anchor.name,
    subject: anchor.subject,
    issuer: anchor.issuer,
    sha256: anchor.sha256,
    spkiSha256: anchor.spkiSha256,
    kind: anchor.kind,
    notBefore: anchor.notBefore,
    notAfter: anchor.notAfter,
    distrust: anchor.distrust,
    ...(anchor.distrustActual !== undefined && { distrustActual: anchor.distrustActual }),
    root: anchor.root,
    daysLeft: anchor.daysLeft,
    alias: anchor.alias,
  };
}
