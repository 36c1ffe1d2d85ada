/** The arguments of a call: values with the places where they stand. */
import type { Call } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import type { Arguments } from '../memory/arguments.js';
import type { Frame } from '../memory/frame.js';
import { type Element, elementsOf } from '../memory/lists.js';
import type { Abstract, Cell } from '../memory/values.js';
import { assignTo } from './bindings.js';
import { evaluate, mergeInto } from './expressions.js';

export function evaluateArguments(m: Machine, call: Call, frame: Frame): Arguments {
  const positional: Cell[] = [];
  const named = new Map<string, Cell>();
  for (const argument of call.arguments) {
    const value = evaluate(m, argument.value, frame, argument.name ? { name: argument.name } : {});
    const at = m.site(argument.span, frame);
    if (argument.spread) {
      const elements = longestList(m, value);
      if (elements) positional.push(...elements.map((e) => ({ value: e.value, at })));
      else mergeInto(named, value);
    } else if (argument.name !== undefined) named.set(argument.name, { value, at });
    else positional.push({ value, at });
  }
  return {
    positional,
    named,
    assign: (position, value) => {
      const target = call.arguments[position];
      if (target) assignTo(m, target.value, frame, value, m.site(call.span, frame));
    },
  };
}

/** The elements of a list; of one of several lists, of that to which most was added. */
function longestList(m: Machine, value: Abstract): Element[] | null {
  if (value.kind === 'oneOf')
    return value.options
      .map((option) => longestList(m, option.value))
      .reduce((a, b) => ((b?.length ?? -1) > (a?.length ?? -1) ? b : a), null);
  return value.kind === 'object' && value.object.shape === 'list' ? elementsOf(m, value) : null;
}
