import { bind, constant, name, operator, returns, unknown, use } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerFor, lowerIf, lowerTry, lowerWhile, lowerWith } from './control.js';
import { lowerClass, lowerFunction, lowerMethodLambda } from './declarations.js';
import { combine, lowerItems, lowerValue } from './expressions.js';
import { handedOut } from './generators.js';
import { importsFrom, importsOf } from './imports.js';
import { lowerMatch } from './match.js';
import { bindScope, DEEPEST, type Scope } from './scope.js';
import { assign } from './targets.js';
import { declaredType } from './types.js';

export function lowerBlock(block: Node | null, scope: Scope): Step[] {
  if (block === null) return [];
  const statements = block.namedChildren.filter((child) => child.isError || !child.isExtra);
  return statements.flatMap((statement) => lowerStatement(statement, scope));
}

/** What the parser could not place inside a statement may hold whole calls. */
function lowerErrors(statement: Node, scope: Scope): Step[] {
  const steps: Step[] = [];
  const waiting = [statement];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const child of node.children) {
      if (child.isError) steps.push(...lowerBlock(child, scope));
      else if (child.hasError && child.type !== 'block') waiting.push(child);
    }
  }
  return steps;
}

export function lowerStatement(node: Node, outer: Scope): Step[] {
  if (outer.file.depth > DEEPEST) return [use(unknown('too deep', spanOf(node)))];
  outer.file.depth += 1;
  const scope: Scope = { ...outer, before: [] };
  const steps = lowerOne(node, scope);
  outer.file.depth -= 1;
  const lost = node.hasError && !node.isError ? lowerErrors(node, outer) : [];
  return [...scope.before!, ...lost, ...steps];
}

function lowerOne(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'expression_statement':
      return namedChildren(node).flatMap((child) => lowerExpressionStatement(child, scope));
    case 'import_statement':
      scope.file.imports.push(...importsOf(node));
      return [];
    case 'import_from_statement':
      scope.file.imports.push(...importsFrom(node));
      return [];
    case 'function_definition':
      return [lowerFunction(node, [], scope)];
    case 'class_definition':
      return [lowerClass(node, [], scope)];
    case 'decorated_definition':
      return lowerDecorated(node, scope);
    case 'return_statement': {
      const [result] = namedChildren(node);
      return [result ? returns(lowerValue(result, scope, span), span) : { kind: 'return', leaves: 'function', span }];
    }
    case 'break_statement':
      return [{ kind: 'return', leaves: 'loop', span }];
    case 'continue_statement':
      return [{ kind: 'return', leaves: 'turn', span }];
    case 'raise_statement': {
      const [raised] = namedChildren(node);
      return [{ kind: 'throw', ...(raised && { value: lowerValue(raised, scope, span) }), span }];
    }
    case 'assert_statement': {
      const [claim = null] = namedChildren(node);
      const condition = operator('!', [lowerValue(claim, scope, span)], span);
      const then: Step[] = [{ kind: 'throw', span }];
      return [{ kind: 'if', condition, then, else: [], span }];
    }
    case 'if_statement':
      return lowerIf(node, scope);
    case 'for_statement':
      return lowerFor(node, scope);
    case 'while_statement':
      return lowerWhile(node, scope);
    case 'with_statement':
      return lowerWith(node, scope);
    case 'try_statement':
      return lowerTry(node, scope);
    case 'match_statement':
      return lowerMatch(node, scope);
    case 'delete_statement':
      return namedChildren(node).flatMap((child) => lowerDelete(child, scope));
    case 'global_statement':
    case 'nonlocal_statement':
      for (const id of namedChildren(node))
        scope.moved.set(id.text, node.type === 'global_statement' ? 'module' : 'nearest');
      return [];
    case 'print_statement': {
      const given = lowerItems(node, scope);
      return [use({ kind: 'call', callee: name('print', span), arguments: given, span })];
    }
    case 'pass_statement':
    case 'future_import_statement':
    case 'type_alias_statement':
      return [];
    case 'block':
    case 'module':
    case 'ERROR':
      // Around a syntax error whole statements may stand unharmed.
      return lowerBlock(node, scope);
    default:
      return lowerExpressionStatement(node, scope);
  }
}

/** Also the pieces that the parser leaves around a syntax error; bare names and literals say nothing. */
function lowerExpressionStatement(node: Node, scope: Scope): Step[] {
  switch (node.type) {
    case 'assignment':
      return lowerAssignment(node, scope);
    case 'augmented_assignment':
      return lowerAugmented(node, scope);
    case 'yield':
      return [lowerYield(node, scope)];
    case 'string':
    case 'concatenated_string':
    case 'ellipsis':
    case 'identifier':
    case 'comment':
      return [];
  }
  const value = lowerValue(node, scope, spanOf(node));
  if (value.kind === 'call' && endsProcess(value.callee)) return [{ kind: 'throw', value, span: value.span }];
  return value.kind === 'text' || value.kind === 'constant' ? [] : [use(value)];
}

function endsProcess(callee: Value): boolean {
  if (callee.kind === 'name') return callee.name === 'exit' || callee.name === 'quit';
  if (callee.kind !== 'member' || callee.object.kind !== 'name' || typeof callee.key !== 'string') return false;
  return ['sys.exit', 'os._exit', 'os.abort'].includes(`${callee.object.name}.${callee.key}`);
}

/** `a = b = v` gives the last target the value and the others what the first one got. */
function lowerAssignment(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const targets: Node[] = [];
  let value: Node | null = node;
  while (value?.type === 'assignment') {
    const target = value.childForFieldName('left');
    if (target) targets.push(target);
    value = value.childForFieldName('right');
  }
  const written = node.childForFieldName('type');
  const type = written === null ? undefined : declaredType(written);
  // `ca: str` alone declares; in a class it is a field, which the class collects.
  if (value === null) return [];
  const given = lowerAssigned(value, scope, span);
  const [first, ...rest] = targets;
  if (first === undefined) return [use(given)];
  if (rest.length === 0) return assign(first, given, scope, span, type);
  const shared = first.type === 'identifier' ? first.text : `shared:${span.line}:${span.column}`;
  const others = first.type === 'identifier' ? rest : targets;
  return [
    bind(shared, given, span, { scope: bindScope(scope, shared) }),
    ...others.flatMap((target) => assign(target, name(shared, spanOf(target)), scope, span)),
  ];
}

function lowerAssigned(node: Node, scope: Scope, span: Span): Value {
  if (node.type === 'yield') return yielded(node, scope);
  return node.type === 'lambda' && scope.kind === 'class'
    ? lowerMethodLambda(node, scope)
    : lowerValue(node, scope, span);
}

function lowerAugmented(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const target = node.childForFieldName('left');
  if (target === null) return [];
  const sign = (node.childForFieldName('operator')?.type ?? '?=').slice(0, -1);
  const right = lowerValue(node.childForFieldName('right'), scope, span);
  return assign(target, combine(sign, lowerValue(target, scope, span), right, span), scope, span);
}

function lowerYield(node: Node, scope: Scope): Step {
  const [given] = namedChildren(node);
  if (scope.yields === 'result') {
    const span = spanOf(node);
    return handedOut(given ? lowerValue(given, scope, span) : constant(null, span), span);
  }
  return use(yielded(node, scope));
}

function yielded(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const all = node.children.some((child) => child?.type === 'from');
  return operator(
    all ? 'yield-all' : 'yield',
    namedChildren(node).map((part) => lowerValue(part, scope, span)),
    span,
  );
}

function lowerDelete(target: Node, scope: Scope): Step[] {
  const span = spanOf(target);
  if (target.type === 'attribute' || target.type === 'subscript') {
    const place = lowerValue(target, scope, span);
    return place.kind === 'member' ? [absent(place.object, place.key, span)] : [use(place)];
  }
  return target.type === 'identifier' ? [] : namedChildren(target).flatMap((part) => lowerDelete(part, scope));
}

const absent = (object: Value, key: string | Value, span: Span): Step => ({
  kind: 'write',
  object,
  key,
  value: 'absent',
  span,
});

function lowerDecorated(node: Node, scope: Scope): Step[] {
  const definition = node.childForFieldName('definition');
  if (definition === null) return lowerBlock(node, scope);
  const decorators = namedChildren(node).filter((child) => child.type === 'decorator');
  if (definition.type === 'class_definition') return [lowerClass(definition, decorators, scope)];
  const defined = lowerFunction(definition, decorators, scope);
  return [defined, ...redefined(defined, decorators, scope)];
}

/** What `functools` and the language itself mark a function with leaves it as it is. */
const MARKS =
  /^(functools\.|abc\.|typing\.|contextlib\.)?(wraps|lru_cache|cache|overload|final|singledispatch|abstractmethod|contextmanager|asynccontextmanager)\b/;

/** `@trusted def fetch(url)` is `fetch = trusted(fetch)`; the decorator that stands nearest comes first. */
function redefined(defined: Bind, decorators: readonly Node[], scope: Scope): Step[] {
  if (scope.kind === 'class') return [];
  return [...decorators].reverse().flatMap((decorator): Step[] => {
    const [written] = namedChildren(decorator);
    if (written === undefined || MARKS.test(written.text)) return [];
    const span = spanOf(decorator);
    const wrapped = operator('decorate', [name(defined.name, span), lowerValue(written, scope, span)], span);
    return [bind(defined.name, wrapped, span, { scope: defined.scope })];
  });
}
