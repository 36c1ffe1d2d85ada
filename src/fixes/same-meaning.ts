/** Whether an expression, written once more at another place, gives there what it gave where it stands. */
import type { Site } from '../evaluate/pin.js';
import type { Unit } from '../ir/step.js';
import type { Span, Value } from '../ir/value.js';
import { isArgument, isSame, type Node, nodesAround } from './shape.js';
import type { Statement } from './statement.js';

export function meansTheSame(unit: Unit, { path, span }: Site, { code, around: there }: Statement): boolean {
  const way = nodesAround(unit, span);
  const node = way.find(({ at }) => isSame(at.span, span))?.at;
  if (node === undefined) return false;
  const value = isArgument(node) ? node.value : (node as Value);
  // A literal is the same everywhere.
  if (value.kind === 'text') return true;
  if (path !== code.path) return false;
  const shared = sharedBy(way, there);
  const apart = way[shared];
  const around = way[shared - 1];
  if (apart === undefined) return false;
  const names = namesIn(value);
  const bound = boundIn(around === undefined ? unit.body : around.at);
  const inside = boundIn(apart.at).filter(({ step }) => !isSame(step, apart.at.span));
  return names.every(
    ({ name, isAsked }) =>
      !inside.some((one) => one.name === name) &&
      !bound.some((one) => one.name === name && isBehind(one.step, apart.at.span)) &&
      // A method of an object that the code made may have used up what it gave.
      !(isAsked && bound.some((one) => one.name === name)),
  );
}

function sharedBy(way: readonly Node[], other: readonly Node[]): number {
  const at = way.findIndex((node, index) => node.at !== other[index]?.at);
  return at < 0 ? way.length : at;
}

interface Used {
  readonly name: string;
  /** A method of it is called. */
  readonly isAsked: boolean;
}

function namesIn(value: Value): readonly Used[] {
  const found: Used[] = [];
  const descend = (node: unknown, isAsked: boolean): void => {
    if (Array.isArray(node)) for (const one of node) descend(one, false);
    else if (typeof node === 'object' && node !== null) {
      const { kind, name } = node as { kind?: string; name?: unknown };
      if (kind === 'name' && typeof name === 'string') found.push({ name: bare(name), isAsked });
      for (const [key, child] of Object.entries(node)) {
        const isCallee = key === 'callee' && (child as Value).kind === 'member';
        descend(child, isCallee || (isAsked && key === 'object'));
      }
    }
  };
  descend(value, false);
  return found;
}

const bare = (name: string): string => name.replace(/^\$/, '');

/** Variables, parameters and items of loops. */
function boundIn(node: unknown): readonly { readonly name: string; readonly step: Span }[] {
  const found: { name: string; step: Span }[] = [];
  const descend = (one: unknown): void => {
    if (Array.isArray(one)) for (const element of one) descend(element);
    else if (typeof one === 'object' && one !== null) {
      const { kind, name, item, parameters, span } = one as {
        kind?: string;
        name?: unknown;
        item?: unknown;
        parameters?: readonly { readonly name: string }[];
        span?: Span;
      };
      if (span !== undefined) {
        if (kind === 'bind' && typeof name === 'string') found.push({ name: bare(name), step: span });
        if (kind === 'loop' && typeof item === 'string') found.push({ name: bare(item), step: span });
        for (const parameter of kind === 'lambda' ? (parameters ?? []) : [])
          found.push({ name: bare(parameter.name), step: span });
      }
      for (const [key, child] of Object.entries(one)) if (key !== 'span') descend(child);
    }
  };
  descend(node);
  return found;
}

/** Bound anew by the very step, or later. */
const isBehind = (step: Span, own: Span): boolean =>
  step.line > own.line || (step.line === own.line && step.column >= own.column);
