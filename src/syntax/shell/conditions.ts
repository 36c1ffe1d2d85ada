/** What `if`, `while`, `&&` and `||` ask: the status of a command, or a test. */
import { both, call, constant, either, lambda, operator, returns, text, unknown, use } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { commandValue, readCommand } from './commands.js';
import type { Source } from './source.js';
import { lowerStatement } from './statements.js';
import { lowerTest, testOfWords } from './tests.js';

export function lowerStatus(node: Node, source: Source): Value {
  return source.nested(
    () => lowerKind(node, source),
    () => unknown('too deep', spanOf(node)),
  );
}

function lowerKind(node: Node, source: Source): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'command':
      return commandStatus(node, source);
    case 'test_command':
      return lowerTest(node, source);
    case 'negated_command': {
      const [inner] = namedChildren(node);
      return inner ? operator('!', [lowerStatus(inner, source)], span) : unknown(node.type, span);
    }
    case 'list': {
      const [left, right] = namedChildren(node);
      if (left === undefined || right === undefined) return unknown(node.type, span);
      const first = lowerStatus(left, source);
      return node.children.some((child) => child?.type === '&&')
        ? both(first, lowerArm(right, source), span)
        : either(first, lowerArm(right, source), span);
    }
    case 'redirected_statement': {
      const body = node.childForFieldName('body');
      return body ? lowerStatus(body, source) : unknown(node.type, span);
    }
    case 'pipeline': {
      // The last command decides; the others run before it.
      const parts = namedChildren(node);
      const last = parts.pop();
      for (const part of parts) source.runFirst(...lowerStatement(part, source));
      return last ? lowerStatus(last, source) : unknown(node.type, span);
    }
    case 'variable_assignment':
    case 'variable_assignments':
    case 'declaration_command':
      // `ca=$(find_ca) || ca=default.pem`: how the command inside went, nobody knows.
      source.runFirst(...lowerStatement(node, source));
      return unknown('status', span);
    default:
      return asBlock(node, source);
  }
}

function lowerArm(node: Node, source: Source): Value {
  const { result, before } = source.collect(() => lowerStatus(node, source));
  if (before.length === 0) return result;
  return call(
    lambda({ parameters: [], body: [...before, returns(result)], block: true, span: result.span }),
    [],
    result.span,
  );
}

/** Statements in the place of a question. */
function asBlock(node: Node, source: Source): Value {
  const span = spanOf(node);
  const body = [...lowerStatement(node, source), returns(unknown('status', span))];
  return call(lambda({ parameters: [], body, block: true, span }), [], span);
}

function commandStatus(node: Node, source: Source): Value {
  const command = readCommand(node, [], source);
  const span = spanOf(node);
  if (command.program === 'true' || command.program === ':') return constant(true, span);
  if (command.program === 'false') return constant(false, span);
  if (command.program === 'test')
    return testOfWords(
      command.arguments.map((given) => given.value),
      span,
    );
  // `if $verify; then`: a variable that holds `true` or `false`.
  const isFlag = command.program === null && command.callee.kind === 'name' && command.arguments.length === 0;
  if (isFlag) return operator('==', [command.callee, text('true', span)], span);
  if (/^(exit|return|break|continue)$/.test(command.program ?? '')) return asBlock(node, source);
  const value = commandValue(node, command, []);
  if (!source.functions.has(command.program ?? '')) return value;
  // The value of a function of this script is what it prints, not how it went.
  source.runFirst(use(value));
  return unknown('status', span, [command.callee]);
}
