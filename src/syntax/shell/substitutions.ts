/** `$(…)`: commands in the place of what they print. */
import { call, either, keyword, lambda, returns, text, unknown } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerCommand, readsFile } from './commands.js';
import { isAnd } from './control.js';
import type { Source } from './source.js';
import { lowerStatement } from './statements.js';

/** `$(a | b)`: what the last command prints; each gets the output of the one before it. */
export function lowerSubstitution(node: Node, source: Source): Value {
  const span = spanOf(node);
  const file = readsFile(node, source);
  if (file) return file;
  const statements = namedChildren(node);
  const last = statements.pop();
  if (last === undefined) return text('', span);
  const { result, before } = source.collect(() => lowerOutput(last, source));
  const steps = [...statements.flatMap((statement) => lowerStatement(statement, source)), ...before];
  if (steps.length === 0) return result;
  return call(lambda({ parameters: [], body: [...steps, returns(result)], block: true, span }), [], span);
}

function lowerOutput(node: Node, source: Source): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'command':
      return lowerCommand(node, [], source);
    case 'redirected_statement': {
      const body = node.childForFieldName('body');
      const redirects = node.childrenForFieldName('redirect').filter((child): child is Node => child !== null);
      if (body === null) return readsFile(node, source) ?? unknown(node.type, span);
      return body.type === 'command' ? lowerCommand(body, redirects, source) : lowerOutput(body, source);
    }
    case 'pipeline': {
      const [first, ...others] = namedChildren(node);
      if (first === undefined) return unknown(node.type, span);
      return others.reduce(
        (input, part) => {
          const output = lowerOutput(part, source);
          if (output.kind !== 'call') return unknown('pipeline', span, [input, output]);
          return { ...output, arguments: [...output.arguments, keyword('stdin', input, input.span)] };
        },
        lowerOutput(first, source),
      );
    }
    case 'list': {
      const [left, right] = namedChildren(node);
      if (left === undefined || right === undefined) return unknown(node.type, span);
      // `$(cd x && pwd)` prints what its last command prints; `$(a || b)` one or the other.
      if (!isAnd(node)) return either(lowerOutput(left, source), lowerOutput(right, source), span);
      source.runFirst(...lowerStatement(left, source));
      return lowerOutput(right, source);
    }
    default:
      source.runFirst(...lowerStatement(node, source));
      return unknown(node.type, span);
  }
}
