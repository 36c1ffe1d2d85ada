/** Functions. Called as `$(name)`, a function stands for what it prints; its status is not followed. */
import { argument, bind, concat, constant, lambda, list, member, name, returns, text } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Argument, Call, Span, Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import type { Source } from './source.js';
import { lowerStatement } from './statements.js';

/** The words of a call in a function: `$1` to `$9`, and all of them. */
const POSITIONS: readonly string[] = Array.from({ length: 9 }, (_, position) => `$${position + 1}`);

/** `shift` moves each argument one place down. */
export function lowerShift(count: number, span: Span): Step[] {
  const moved = POSITIONS.map((id, position) => {
    const from = POSITIONS[position + count];
    return bind(id, from ? name(from, span) : constant(null, span), span);
  });
  const rest: Call = {
    kind: 'call',
    callee: member(name('$@', span), 'slice', span),
    arguments: [argument(constant(count, span))],
    span,
  };
  return [...moved, bind('$@', rest, span)];
}

/** `set -- "$@" --cacert ca.pem`: the words after the dashes are the arguments from here on. */
export function lowerPositions(words: readonly Argument[], span: Span): Step[] {
  const dashes = words.findIndex(({ value }) => value.kind === 'text' && value.value === '--');
  const given = words.slice(dashes + 1);
  const all = bind('$@', list(given, span), span);
  if (given.some((word) => word.spread)) return [all];
  return [all, ...POSITIONS.map((id, position) => bind(id, given[position]?.value ?? constant(null, span), span))];
}

export function lowerFunction(node: Node, source: Source): Step[] {
  const id = node.childForFieldName('name')?.text;
  const body = node.childForFieldName('body');
  const span = spanOf(node);
  if (id === undefined || body === null) return [];
  source.functions.add(id);
  const steps = printing(source.inFunction(() => lowerStatement(body, source)));
  const parameters = POSITIONS.map((position) => ({ name: position, span }));
  const all = list(
    POSITIONS.map((position) => argument(name(position, span))),
    span,
  );
  const usesAll = /\$[@*]|\$\{[@*]|\bshift\b|\bfor\b/.test(body.text);
  const prelude = usesAll ? [bind('$@', all, span)] : [];
  return [bind(id, lambda({ name: id, parameters, body: [...prelude, ...steps], span }), span, { hoisted: true })];
}

/** The last thing printed, on each way out, becomes the result. `ends`: after these steps the function is over. */
function printing(steps: readonly Step[], ends = true): Step[] {
  const last = steps.at(-1);
  const returnsHere = last?.kind === 'return' && last.leaves === 'function';
  const end = returnsHere ? steps.length - 2 : steps.length - 1;
  return steps.map((step, position): Step => {
    const isEnd = position === end && (ends || returnsHere);
    if (step.kind === 'if') return { ...step, then: printing(step.then, isEnd), else: printing(step.else, isEnd) };
    const output = isEnd && step.kind === 'use' && step.value.kind === 'call' ? printed(step.value) : null;
    return output ? returns(output, step.span) : step;
  });
}

/** The text of an `echo` or a plain `printf` that goes nowhere else. */
function printed({ callee, arguments: given, span }: Call): Value | null {
  if (callee.kind !== 'name' || given.some((word) => word.name !== undefined || word.spread)) return null;
  const values = given.map((word) => word.value);
  const [first, ...rest] = values;
  if (callee.name === 'printf') {
    const [only, ...others] = rest;
    const isPlain = first?.kind === 'text' && /^%s(?:\\n)?$/.test(first.value);
    return isPlain && only && others.length === 0 ? only : null;
  }
  if (callee.name !== 'echo') return null;
  const words = first?.kind === 'text' && /^-[neE]+$/.test(first.value) ? rest : values;
  const [only, ...others] = words;
  if (only && others.length === 0) return only;
  return concat(
    words.flatMap((word, position) => (position === 0 ? [word] : [text(' ', span), word])),
    span,
  );
}
