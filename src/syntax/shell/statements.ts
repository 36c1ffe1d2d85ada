/** Statements to steps. */
import { call, name, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerAssignment, lowerDeclaration, lowerUnset } from './assignments.js';
import { type Command, commandValue, readCommand } from './commands.js';
import { lowerStatus } from './conditions.js';
import { lowerCase, lowerFor, lowerIf, lowerList, lowerWhile } from './control.js';
import { lowerFunction, lowerPositions, lowerShift } from './functions.js';
import type { Source } from './source.js';
import { lowerWord } from './words.js';

export function lowerBlock(node: Node, source: Source): Step[] {
  return namedChildren(node).flatMap((child) => lowerStatement(child, source));
}

export function lowerStatement(node: Node, source: Source): Step[] {
  return source.nested(
    () => source.steps(() => lowerKind(node, source)),
    () => [use(unknown('too deep', spanOf(node)))],
  );
}

function lowerKind(node: Node, source: Source): Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'command':
      return lowerSimple(node, [], source);
    case 'variable_assignment':
      return lowerAssignment(node, 'plain', source);
    case 'variable_assignments':
      return namedChildren(node).flatMap((part) => lowerAssignment(part, 'plain', source));
    case 'declaration_command':
      return lowerDeclaration(node, source);
    case 'unset_command':
      return lowerUnset(node, source);
    case 'redirected_statement':
      return lowerRedirected(node, source);
    case 'list':
      return lowerList(node, source);
    case 'pipeline':
    case 'subshell':
    case 'compound_statement':
    case 'do_group':
      return lowerBlock(node, source);
    case 'negated_command':
    case 'test_command':
      return [use(lowerStatus(node, source))];
    case 'if_statement':
      return lowerIf(node, source);
    case 'for_statement':
    case 'select_statement':
      return [lowerFor(node, source)];
    case 'while_statement':
    case 'until_statement':
      return [lowerWhile(node, source)];
    case 'c_style_for_statement': {
      const body = node.childForFieldName('body');
      return [
        { kind: 'loop', condition: unknown(node.type, span), body: body ? lowerStatement(body, source) : [], span },
      ];
    }
    case 'case_statement':
      return lowerCase(node, source);
    case 'function_definition':
      return lowerFunction(node, source);
    case 'heredoc_body':
    case 'heredoc_end':
      return [];
    default:
      return [use(lowerWord(node, source))];
  }
}

/** A command for its effect: some are the language's own. */
function lowerSimple(node: Node, redirects: readonly Node[], source: Source): Step[] {
  const command = readCommand(node, redirects, source);
  const span = spanOf(node);
  const value = commandValue(node, command, redirects);
  const [first] = command.arguments;
  switch (command.program) {
    case 'exit':
      return [{ kind: 'throw', value, span }];
    case 'return':
      // A status, not a value: how a function went is not followed.
      return [{ kind: 'return', leaves: 'function', span }];
    case 'break':
      return [{ kind: 'return', leaves: 'loop', span }];
    case 'continue':
      return [{ kind: 'return', leaves: 'turn', span }];
    case 'shift':
      return lowerShift(first?.value.kind === 'text' ? Number(first.value.value) || 1 : 1, span);
    case 'set':
      source.exportsAll = exportsAll(command) ?? source.exportsAll;
      return command.arguments.some(({ value: word }) => word.kind === 'text' && word.value === '--')
        ? lowerPositions(command.arguments, span)
        : [use(value)];
    case 'source':
    case '.':
      importScript(command, span, source);
      return [use(call(name('source', span), command.arguments, span))];
    // Only redirections: `> file` empties it.
    case '':
      return command.arguments.length === 0 ? [] : [use(value)];
    default:
      return [use(value)];
  }
}

/** `set -a`, `set +a`, `set -o allexport`; undefined where the command says nothing about it. */
function exportsAll({ arguments: given }: Command): boolean | undefined {
  const words = given.map(({ value }) => (value.kind === 'text' ? value.value : ''));
  const option = words.find(
    (word, position) => /^[-+]\w*a\w*$/.test(word) || (/^[-+]o$/.test(word) && words[position + 1] === 'allexport'),
  );
  return option?.startsWith('-');
}

/** `source "$here/env.sh"`: the script runs in place, so its variables are this script's. */
function importScript({ arguments: [given] }: Command, span: Span, source: Source): void {
  const path = given && scriptPath(given.value, source);
  if (path) source.imports.push({ local: '*', qualified: path, relative: true, span });
}

function scriptPath(value: Value, source: Source): string | undefined {
  if (value.kind === 'text') return value.value.startsWith('/') ? undefined : value.value.replace(/^(?!\.\.?\/)/, './');
  if (value.kind !== 'concat' || value.parts.length !== 2) return undefined;
  const [folder, rest] = value.parts;
  const isHere = folder?.kind === 'name' && (folder.name === '__dir__' || source.here.has(folder.name));
  return isHere && rest?.kind === 'text' ? `.${rest.value}` : undefined;
}

function lowerRedirected(node: Node, source: Source): Step[] {
  const body = node.childForFieldName('body');
  const redirects = node.childrenForFieldName('redirect').filter((child): child is Node => child !== null);
  // `cat <<EOF | sort` : the grammar hangs what follows the heredoc below it.
  const after = redirects
    .filter((redirect) => redirect.type === 'heredoc_redirect')
    .flatMap(namedChildren)
    .filter((part) => !/^heredoc_|_redirect$|^file_descriptor$/.test(part.type));
  const steps = body?.type === 'command' || body === null ? [] : lowerStatement(body, source);
  if (body?.type === 'command') steps.push(...source.steps(() => lowerSimple(body, redirects, source)));
  return [...steps, ...after.flatMap((part) => lowerStatement(part, source))];
}
