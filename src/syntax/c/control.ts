/** Branches and loops. What a condition does besides being true runs before it; in a loop, in each turn. */
import { bind, member, name, operator, unknown } from '../../ir/build.js';
import type { Loop, Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { type Case, switchChain } from '../shared/switch-chain.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { readDeclarator } from './declarators.js';
import { lowerValue } from './expressions.js';
import { typeName } from './names.js';
import { collecting, type Scope } from './scope.js';
import { lowerExpressionStatement, lowerStatement, lowerStatements } from './statements.js';

/** `(a)`, C++'s `(int n = f(); n > 0)` and `(auto *p = f())`. */
function lowerCondition(node: Node | null, scope: Scope): Value {
  if (node === null) return unknown('missing', { line: 1, column: 1, endLine: 1, endColumn: 1 });
  const initializer = node.childForFieldName('initializer');
  const value = node.childForFieldName('value') ?? namedChildren(node).at(-1) ?? null;
  if (initializer) scope.file.pending.push(...lowerStatements(unwrapped(initializer), scope));
  if (value?.type !== 'declaration') return lowerValue(value, scope, spanOf(node));
  const { id } = readDeclarator(value.childForFieldName('declarator'));
  const given = lowerValue(value.childForFieldName('value'), scope, spanOf(value));
  const type = typeName(value.childForFieldName('type'));
  if (id === null) return given;
  scope.file.pending.push(bind(id.text, given, spanOf(value), { ...(type && { type }) }));
  return name(id.text, spanOf(id));
}

const unwrapped = (node: Node): Node[] => (node.type === 'init_statement' ? namedChildren(node) : [node]);

const lowerField = (node: Node, field: string, scope: Scope): Step[] => {
  const statement = node.childForFieldName(field);
  return statement ? lowerStatement(statement, scope) : [];
};

export function lowerIf(node: Node, scope: Scope): Step[] {
  const condition = lowerCondition(node.childForFieldName('condition'), scope);
  const then = lowerField(node, 'consequence', scope);
  return [{ kind: 'if', condition, then, else: lowerField(node, 'alternative', scope), span: spanOf(node) }];
}

export function lowerWhile(node: Node, scope: Scope): Step[] {
  const test = collecting(scope.file, () => lowerCondition(node.childForFieldName('condition'), scope));
  const body = lowerField(node, 'body', scope);
  const span = spanOf(node);
  if (node.type === 'while_statement') return [conditionLoop(test, body, node)];
  // `do { … } while (0)` keeps the statements of a macro together.
  const isOnce = test.result.kind === 'constant' && !test.result.value && !hasJump(body);
  return isOnce ? body : [{ kind: 'loop', body: [...body, ...test.before, breakUnless(test.result)], span }];
}

const hasJump = (steps: readonly Step[]): boolean =>
  steps.some(
    (step) =>
      (step.kind === 'return' && step.leaves !== 'function') ||
      (step.kind === 'if' && (hasJump(step.then) || hasJump(step.else))),
  );

interface Test {
  readonly before: readonly Step[];
  readonly result: Value;
}

function conditionLoop({ before, result }: Test, body: readonly Step[], node: Node): Loop {
  const span = spanOf(node);
  if (before.length === 0) return { kind: 'loop', condition: result, body, span };
  return { kind: 'loop', body: [...before, breakUnless(result), ...body], span };
}

const breakUnless = (condition: Value): Step => ({
  kind: 'if',
  condition: operator('!', [condition], condition.span),
  then: [{ kind: 'return', leaves: 'loop', span: condition.span }],
  else: [],
  span: condition.span,
});

/**
 * `for (p = table; p->name; p++)` goes over the elements of a table: a pointer that starts at something with a name and is
 * counted up. Its own test ends the loop early (`{ NULL }` at the end of the table).
 */
function lowerPointerLoop(node: Node, scope: Scope): Step[] | undefined {
  const update = node.childForFieldName('update');
  const initializer = node.childForFieldName('initializer');
  const condition = node.childForFieldName('condition');
  const init = initializer?.childForFieldName('declarator') ?? initializer;
  const isPointer = initializer?.type === 'declaration' && readDeclarator(init).pointer;
  const id = initializer?.type === 'declaration' ? readDeclarator(init).id : initializer?.childForFieldName('left');
  const start = init?.childForFieldName(initializer?.type === 'declaration' ? 'value' : 'right');
  const counted = update?.type === 'update_expression' ? update.childForFieldName('argument') : null;
  if (!id || !start || !condition || counted?.text !== id.text) return undefined;
  const isTable = /^(?:identifier|field_expression)$/.test(start.type);
  const isUsedAsPointer =
    isPointer || condition.text.includes(`${id.text}->`) || condition.text.includes(`*${id.text}`);
  if (!isTable || !isUsedAsPointer) return undefined;
  const span = spanOf(node);
  const over = lowerValue(start, scope, span);
  const isEnd = condition.type === 'binary_expression' && !condition.text.includes('->');
  const test = isEnd ? null : collecting(scope.file, () => lowerValue(condition, scope, span));
  const body = lowerField(node, 'body', scope);
  const ends = test ? [...test.before, breakUnless(test.result)] : [];
  return [{ kind: 'loop', over, item: id.text, body: [...ends, ...body], span }];
}

export function lowerFor(node: Node, scope: Scope): Step[] {
  const { file } = scope;
  const overTable = lowerPointerLoop(node, scope);
  if (overTable) return overTable;
  const condition = node.childForFieldName('condition');
  const update = node.childForFieldName('update');
  const initializer = node.childForFieldName('initializer');
  const first = initializer ? lowerStatement(initializer, scope) : [];
  const test = condition && collecting(file, () => lowerValue(condition, scope, spanOf(node)));
  const each = update ? collecting(file, () => lowerExpressionStatement(update, scope)) : { before: [], result: [] };
  const body = [...lowerField(node, 'body', scope), ...each.before, ...each.result];
  return [...first, test ? conditionLoop(test, body, node) : { kind: 'loop', body, span: spanOf(node) }];
}

/** `for (const auto &ca : files)`, `for (auto &[host, pin] : pins)`. */
export function lowerRange(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const initializer = node.childForFieldName('initializer');
  const first = initializer ? lowerStatements(unwrapped(initializer), scope) : [];
  const over = lowerValue(node.childForFieldName('right'), scope, span);
  const { id, parts } = readDeclarator(node.childForFieldName('declarator'));
  const [key, value, ...more] = parts.map((part) => part.text);
  const isPair = key !== undefined && value !== undefined && more.length === 0;
  const named = isPair ? { index: key, item: value } : id ? { item: id.text } : {};
  return [...first, { kind: 'loop', over, ...named, body: lowerField(node, 'body', scope), span }];
}

export function lowerSwitch(node: Node, scope: Scope): Step[] {
  const subject = lowerCondition(node.childForFieldName('condition'), scope);
  const body = node.childForFieldName('body');
  const held = `switched:${subject.span.line}:${subject.span.column}`;
  const isPlain = subject.kind === 'name' || subject.kind === 'member';
  const tested = isPlain ? subject : name(held, subject.span);
  const cases = (body ? namedChildren(body) : [])
    .flatMap(sectionsOf)
    .map((section) => lowerCase(section, tested, scope));
  return [...(isPlain ? [] : [bind(held, subject, subject.span)]), ...switchChain(cases)];
}

/** Cases inside `#if` count as written. */
const sectionsOf = (node: Node): Node[] =>
  node.type.startsWith('preproc_')
    ? namedChildren(node).flatMap(sectionsOf)
    : node.type === 'case_statement'
      ? [node]
      : [];

function lowerCase(section: Node, subject: Value, scope: Scope): Case {
  const span = spanOf(section);
  const label = section.childForFieldName('value');
  const body = lowerStatements(
    namedChildren(section).filter((child) => child.id !== label?.id),
    scope,
  );
  return {
    condition: label ? operator('==', [subject, lowerValue(label, scope, span)], spanOf(label)) : null,
    body,
    span,
  };
}

/** What is caught is not known, but what it is called is. */
export function lowerTry(node: Node, scope: Scope): Step[] {
  const clauses = namedChildren(node).filter(
    (child) => child.type === 'catch_clause' || child.type === 'seh_except_clause',
  );
  const handlers = clauses.map((clause): Step[] => {
    const [parameter] = namedChildren(clause.childForFieldName('parameters') ?? clause);
    const { id } = readDeclarator(parameter?.childForFieldName('declarator') ?? null);
    const caught = id ? [bind(id.text, unknown('caught', spanOf(id)), spanOf(id))] : [];
    return [...caught, ...lowerField(clause, 'body', scope)];
  });
  const last = namedChildren(node).find((child) => child.type === 'seh_finally_clause');
  return [
    {
      kind: 'try',
      body: lowerField(node, 'body', scope),
      handlers,
      finally: last ? lowerField(last, 'body', scope) : [],
      span: spanOf(node),
    },
  ];
}

export const partOf = (whole: string, position: number, part: Node): Step =>
  bind(part.text, member(name(whole, spanOf(part)), String(position), spanOf(part)), spanOf(part));
