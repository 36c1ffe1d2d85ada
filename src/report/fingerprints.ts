/** By what an alert is known again: GitHub's own hash of the line, and ours of the pin for everybody else. */
import type { Finding } from '../result.js';
import { lineHashes } from './line-hash.js';
import type { Reported } from './reported.js';

export interface Anchor {
  readonly path: string;
  readonly line: number;
}

export type Fingerprints = (finding: Finding, anchor: Anchor) => Readonly<Record<string, string>>;

/** Each file is hashed once, and only as far as its last anchor. */
export function fingerprintsOf(reported: Reported, anchors: readonly Anchor[]): Fingerprints {
  const lastLines = new Map<string, number>();
  for (const { path, line } of anchors) lastLines.set(path, Math.max(line, lastLines.get(path) ?? 0));
  const hashes = new Map([...lastLines].map(([path, last]) => [path, hashesOf(reported.bytesOf(path), last)]));
  return (finding, anchor) => {
    const lineHash = hashes.get(anchor.path)?.get(anchor.line);
    return {
      ...(lineHash !== undefined && { primaryLocationLineHash: lineHash }),
      ...(finding.pin !== null && { 'rootlint/v1': `${finding.pin}:${finding.rule}` }),
    };
  };
}

/** The uploader reads every file as UTF-8: what is none becomes replacement characters, a byte order mark stays. */
function hashesOf(bytes: Uint8Array | undefined, lastLine: number): ReadonlyMap<number, string> | undefined {
  if (bytes === undefined) return undefined;
  return lineHashes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), lastLine);
}
