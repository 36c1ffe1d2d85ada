import { bind, name, operator, unknown, use } from '../../ir/build.js';
import type { Loop, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { bindScope, DEEPEST, type Scope } from './scope.js';
import { lowerBlock } from './statements.js';
import { assign, namesOf, wholeName } from './targets.js';

/** The branches are flat in the grammar; the last one is built first. */
export function lowerIf(node: Node, scope: Scope): Step[] {
  const branches = [node, ...node.childrenForFieldName('alternative').filter((child) => child !== null)];
  const [beyond] = branches.splice(DEEPEST);
  let otherwise: Step[] = beyond ? [use(unknown('too deep', spanOf(beyond)))] : [];
  for (const branch of branches.reverse()) {
    if (branch.type === 'else_clause') {
      otherwise = lowerBlock(branch.childForFieldName('body'), scope);
      continue;
    }
    const before: Step[] = [];
    const condition = lowerValue(branch.childForFieldName('condition'), { ...scope, before }, spanOf(branch));
    const then = lowerBlock(branch.childForFieldName('consequence'), scope);
    otherwise = [...before, { kind: 'if', condition, then, else: otherwise, span: spanOf(branch) }];
  }
  return otherwise;
}

export function lowerWhile(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const before: Step[] = [];
  const condition = lowerValue(node.childForFieldName('condition'), { ...scope, before }, span);
  const body = [...lowerBlock(node.childForFieldName('body'), scope), ...before];
  return [...before, { kind: 'loop', condition, body, span }, ...lowerLoopElse(node, scope)];
}

export function lowerFor(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const target = node.childForFieldName('left');
  const body = lowerBlock(node.childForFieldName('body'), scope);
  const head = loopHead(target, lowerValue(node.childForFieldName('right'), scope, span));
  // A loop gives plain names only; what else may stand after `for` is bound from its item, turn by turn.
  const inner = head.rest === undefined ? body : [...assign(head.rest.target, head.rest.from, scope, span), ...body];
  return [{ kind: 'loop', ...head.loop, body: inner, span }, ...lowerLoopElse(node, scope)];
}

interface LoopHead {
  readonly loop: Pick<Loop, 'over' | 'item' | 'index' | 'members'>;
  readonly rest?: { readonly target: Node; readonly from: Value };
}

/** `enumerate`, `.items()`, `.keys()` and `.values()` only say which of key and item the loop names. */
function loopHead(target: Node | null, over: Value): LoopHead {
  if (target === null) return { loop: { over } };
  const parts = target.type === 'identifier' ? [] : namedChildren(target);
  const counted = pairSource(over);
  if (counted && parts.length === 2 && parts[0]!.type === 'identifier') {
    const [index, item] = [parts[0]!.text, parts[1]!];
    if (item.type === 'identifier') return { loop: { over: counted, index, item: item.text } };
    const id = wholeName(item);
    return { loop: { over: counted, index, item: id }, rest: { target: item, from: name(id, spanOf(item)) } };
  }
  if (target.type === 'identifier') {
    const keys = methodOn(over, 'keys');
    return {
      loop: keys ? { over: keys, index: target.text } : { over: methodOn(over, 'values') ?? over, item: target.text },
    };
  }
  const isPattern = /pattern|tuple|list/.test(target.type);
  if (isPattern && parts.every((part) => part.type === 'identifier'))
    return { loop: { over, members: namesOf(target) } };
  const id = wholeName(target);
  return { loop: { over, item: id }, rest: { target, from: name(id, spanOf(target)) } };
}

/** What `enumerate(xs)` and `d.items()` run over. */
function pairSource(over: Value): Value | undefined {
  if (over.kind !== 'call') return undefined;
  const [only, second] = over.arguments;
  const isEnumerate = over.callee.kind === 'name' && over.callee.name === 'enumerate';
  if (isEnumerate && only && !only.spread && second === undefined) return only.value;
  return methodOn(over, 'items');
}

function methodOn(over: Value, method: string): Value | undefined {
  const plain = over.kind === 'call' && over.arguments.length === 0 && over.callee.kind === 'member';
  return plain && over.callee.key === method ? over.callee.object : undefined;
}

/** Runs when no `break` was met: which of the two happens is not known here. */
function lowerLoopElse(node: Node, scope: Scope): Step[] {
  const clause = node.childForFieldName('alternative');
  if (clause === null) return [];
  const span = spanOf(clause);
  const then = lowerBlock(clause.childForFieldName('body'), scope);
  return [{ kind: 'if', condition: unknown('loop else', span), then, else: [], span }];
}

interface Managed {
  readonly enters: readonly Step[];
  readonly leaves: readonly Step[];
}

/** A context manager is taken to hand on itself, as files, sessions and clients do. */
export function lowerWith(node: Node, scope: Scope): Step[] {
  const items = namedChildren(node)
    .filter((child) => child.type === 'with_clause')
    .flatMap(namedChildren)
    .flatMap((item) => (item.type === 'with_item' ? lowerWithItem(item, scope) : []));
  return [
    ...items.flatMap(({ enters }) => enters),
    ...lowerBlock(node.childForFieldName('body'), scope),
    ...items.reverse().flatMap(({ leaves }) => leaves),
  ];
}

function lowerWithItem(item: Node, scope: Scope): Managed[] {
  const span = spanOf(item);
  const value = item.childForFieldName('value');
  // `with (open(a) as f, open(b) as g):` is a tuple to the grammar.
  if (value?.type === 'tuple') return namedChildren(value).map((part) => lowerManaged(part, scope, span));
  return value === null ? [] : [lowerManaged(value, scope, span)];
}

/** What an object gives to the block, and does at its end, is its own affair: `__enter__` and `__exit__` of the project. */
function lowerManaged(node: Node, scope: Scope, span: Span): Managed {
  const [first = null] = node.type === 'as_pattern' ? namedChildren(node) : [node];
  const alias = node.type === 'as_pattern' ? node.childForFieldName('alias') : null;
  const manager = `with:${span.line}:${span.column}:${spanOf(node).column}`;
  const kept = name(manager, span);
  const entered = operator('enter', [kept], span);
  return {
    enters: [
      bind(manager, lowerValue(first, scope, span), span, { scope: bindScope(scope, manager) }),
      ...(alias === null ? [use(entered)] : assign(alias, entered, scope, spanOf(node))),
    ],
    leaves: [use(operator('leave', [kept], span))],
  };
}

export function lowerTry(node: Node, scope: Scope): Step[] {
  const clauses = namedChildren(node);
  const otherwise = clauses.find((clause) => clause.type === 'else_clause');
  const last = clauses.find((clause) => clause.type === 'finally_clause');
  const body = lowerBlock(node.childForFieldName('body'), scope);
  return [
    {
      kind: 'try',
      body: otherwise ? [...body, ...lowerBlock(otherwise.childForFieldName('body'), scope)] : body,
      handlers: clauses
        .filter((clause) => clause.type.startsWith('except'))
        .map((clause) => lowerHandler(clause, scope)),
      finally: last ? lowerBlock(blockOf(last), scope) : [],
      span: spanOf(node),
    },
  ];
}

function lowerHandler(clause: Node, scope: Scope): Step[] {
  const caught = namedChildren(clause)
    .find((child) => child.type === 'as_pattern')
    ?.childForFieldName('alias');
  const span = caught ? spanOf(caught) : spanOf(clause);
  const bound = caught ? [bind(caught.text, unknown('exception', span), span)] : [];
  return [...bound, ...lowerBlock(blockOf(clause), scope)];
}

const blockOf = (clause: Node): Node | null => namedChildren(clause).find((child) => child.type === 'block') ?? null;
