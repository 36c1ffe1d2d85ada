/** A digest of the certificates that a pin leads to: what was accepted for them says nothing about others. */
import { createHash } from 'node:crypto';
import type { PinResult, SourceResult } from '../result.js';

const SHOWN = 16;

export function digestOf(pin: PinResult): string {
  const sources = pin.alternatives.length > 0 ? pin.alternatives.flatMap((one) => one.sources) : pin.sources;
  const held = [...new Set(sources.flatMap(contentsOf))].sort();
  return createHash('sha256').update(held.join('\n')).digest('hex').slice(0, SHOWN);
}

/** Certificates by their fingerprints; what holds none, by what stands there instead. */
function contentsOf(source: SourceResult): readonly string[] {
  switch (source.kind) {
    case 'file':
    case 'directory':
    case 'inline':
      return source.anchors.length > 0 ? source.anchors.map(({ sha256 }) => sha256) : [`none: ${source.problem ?? ''}`];
    case 'url':
      return [source.url];
    case 'hash':
      return [`${source.algorithm} ${source.value}`];
    case 'environment':
    case 'bundle':
    case 'system':
      return [`${source.kind} ${source.name}`];
    case 'disabled':
    case 'unknown':
      return [source.kind];
  }
}
