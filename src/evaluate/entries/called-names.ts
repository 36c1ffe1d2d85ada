/** Which names a file calls: what nobody in it calls is run first, so that the rest is met with what its callers give. */
import type { Unit } from '../../ir/step.js';

export function calledNames(unit: Unit): ReadonlySet<string> {
  const names = new Set<string>();
  const queue: unknown[] = [unit.body];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    if (Array.isArray(at)) {
      for (const each of at) queue.push(each);
      continue;
    }
    const node = at as Readonly<Record<string, unknown>>;
    if (node.kind === 'call') {
      const callee = node.callee as Readonly<Record<string, unknown>>;
      const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.key : null;
      if (typeof name === 'string') names.add(name);
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'span' && typeof value === 'object') queue.push(value);
  }
  return names;
}
