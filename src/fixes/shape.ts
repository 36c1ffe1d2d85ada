/** The shape of the code around a place: which step, call, record and argument it is part of. */
import type { Step, Unit } from '../ir/step.js';
import type { Argument, Call, Entry, Span, Value } from '../ir/value.js';

/** One node of the neutral form, and where it stands in the one around it. */
export interface Node {
  readonly at: Step | Value | Argument | Entry;
  /** The field of the node around it. */
  readonly field: string;
  /** The list that it is an element of. */
  readonly among: readonly unknown[] | null;
}

/** From the outermost node to the innermost that holds the place. Where there are several ways, the deepest. */
export function nodesAround(unit: Unit, span: Span): readonly Node[] {
  const way = wayTo(unit, span, (own) => holds(own, span));
  // A pipe's first command is an argument of its last: there the text of the inner one lies outside that of the outer.
  return endsAt(way, span) ? way : ([way, wayTo(unit, span, () => true)].find((one) => endsAt(one, span)) ?? way);
}

function wayTo(unit: Unit, span: Span, leads: (own: Span) => boolean): readonly Node[] {
  let best: readonly Node[] = [];
  const descend = (value: unknown, field: string, among: readonly unknown[] | null, above: readonly Node[]): void => {
    if (Array.isArray(value)) {
      for (const element of value) descend(element, field, value, above);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const own = (value as { span?: Span }).span;
    if (own !== undefined && !leads(own)) return;
    const here = own === undefined ? above : [...above, { at: value as Node['at'], field, among }];
    if (own !== undefined && holds(own, span) && isNearer(here, best, span)) best = here;
    for (const [key, child] of Object.entries(value)) if (key !== 'span') descend(child, key, null, here);
  };
  descend(unit.body, 'body', null, []);
  return best;
}

/** A way that ends in the very place beats one that only leads around it; then the longer one. */
const isNearer = (way: readonly Node[], other: readonly Node[], span: Span): boolean =>
  endsAt(way, span) === endsAt(other, span) ? way.length > other.length : endsAt(way, span);

const endsAt = (way: readonly Node[], span: Span): boolean => way.some(({ at }) => isSame(at.span, span));

export const isSame = (a: Span, b: Span): boolean =>
  a.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;

export const holds = (outer: Span, inner: Span): boolean =>
  (outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column)) &&
  (outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn));

const STEPS: readonly string[] = ['bind', 'write', 'use', 'return', 'throw', 'if', 'loop', 'try'];

export const isStep = (at: Node['at']): at is Step => 'kind' in at && STEPS.includes(at.kind);
export const isCall = (at: Node['at']): at is Call => 'kind' in at && at.kind === 'call';
export const isArgument = (at: Node['at']): at is Argument => !('kind' in at) && !('key' in at) && 'value' in at;
export const isEntry = (at: Node['at']): at is Entry => !('kind' in at) && 'key' in at && 'value' in at;

export interface Declared {
  readonly name: string;
  readonly span: Span;
  readonly imported: boolean;
  /** The innermost function around it: elsewhere the name means something else. */
  readonly home: Span | null;
}

/** Many pins may stand in one file. */
const declaredIn = new WeakMap<Unit, readonly Declared[]>();

/** Every name that a program declares or imports, with the place. */
export function namesDeclared(unit: Unit): readonly Declared[] {
  const names = declaredIn.get(unit) ?? declarationsOf(unit);
  declaredIn.set(unit, names);
  return names;
}

function declarationsOf(unit: Unit): readonly Declared[] {
  const found: Declared[] = unit.imports.map(({ local, span }) => ({ name: local, span, imported: true, home: null }));
  const descend = (value: unknown, home: Span | null): void => {
    if (Array.isArray(value)) for (const element of value) descend(element, home);
    else if (typeof value === 'object' && value !== null) {
      const { kind, name, span } = value as { kind?: string; name?: unknown; span?: Span };
      if (kind === 'bind' && typeof name === 'string' && span !== undefined)
        found.push({ name: name.replace(/^\$/, ''), span, imported: false, home });
      const inner = kind === 'lambda' && span !== undefined ? span : home;
      for (const [key, child] of Object.entries(value)) if (key !== 'span') descend(child, inner);
    }
  };
  descend(unit.body, null);
  return found;
}
