/** Methods of objects that the library made, taken as functions: `certs.each(&store.method(:add_cert))`. */
import * as build from '../../ir/build.js';
import { lineage } from '../../models/index-models.js';
import type { Machine } from '../machine.js';
import { cellOf } from '../memory/fields.js';
import type { Frame } from '../memory/frame.js';
import type { Abstract, Cell } from '../memory/values.js';
import type { Site } from '../pin.js';

/** Variables of a function that no source has. */
export const ownFrame = (m: Machine, variables: Map<string, Cell>): Frame => ({
  unit: m.unit,
  variables,
  outer: null,
  isolated: false,
  self: null,
  receiver: null,
  home: null,
  born: m.heap.birth(),
  kind: 'function',
});

/** What the models know as a call that fills or connects means something wherever it is handed. */
export function boundMethod(m: Machine, object: Abstract, key: string, site: Site): Abstract | null {
  if (object.kind !== 'object' || object.object.type === null || cellOf(object.object, key)) return null;
  const known = lineage(m.index, object.object.type).map((type) => `${type}.${key}`);
  const means = known.some((name) => m.index.fills.has(name) || m.index.connections.has(name));
  return means ? methodAsFunction(m, object, key, site) : null;
}

export function methodAsFunction(m: Machine, receiver: Abstract, method: string, site: Site): Abstract {
  const { span } = site;
  const frame = ownFrame(m, new Map([['receiver', { value: receiver, at: site }]]));
  const target = build.member(build.name('receiver', span), method, span);
  const given = ['list', 'named'].map((part) => build.spread(build.name(part, span), span));
  const body = [build.returns(build.call(target, given, span))];
  const parameters = [
    { name: 'list', rest: 'list', span },
    { name: 'named', rest: 'record', span },
  ] as const;
  return { kind: 'function', lambda: build.lambda({ parameters, body, span }), frame, trail: [] };
}
