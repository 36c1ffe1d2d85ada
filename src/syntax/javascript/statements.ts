/** Statements to steps. */
import { ts } from 'ts-morph';
import { bind, constant, name, operator, returns, unknown, use } from '../../ir/build.js';
import type { If, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Case, switchChain } from '../shared/switch-chain.js';
import { bindPattern } from './assignments.js';
import { lowerClass, lowerEnum, lowerNamespace } from './classes.js';
import { lowerExpression } from './expressions.js';
import { hasModifier, lowerFunction } from './functions.js';
import { lowerFor, lowerForEach, lowerWhile } from './loops.js';
import { lowerExports, lowerImport, lowerImportEquals, lowerRequire } from './modules.js';
import { isAssignment } from './operators.js';
import { placeName, type Source } from './source.js';
import { outerType } from './types.js';

const { SyntaxKind } = ts;

export function lowerBlock(nodes: readonly ts.Statement[], source: Source): Step[] {
  return nodes.flatMap((node) => lowerStatement(node, source));
}

export function lowerStatement(node: ts.Statement, source: Source): Step[] {
  return source.nested(
    () => {
      const { result, before } = source.collect(() => lowerKind(node, source));
      return [...before, ...result];
    },
    () => [use(unknown('too deep', source.spanOf(node)))],
  );
}

function lowerKind(node: ts.Statement, source: Source): Step[] {
  const span = source.spanOf(node);
  switch (node.kind) {
    case SyntaxKind.ExpressionStatement:
      return lowerEffect((node as ts.ExpressionStatement).expression, source);
    case SyntaxKind.VariableStatement:
      return ambient(node) ? [] : lowerVariables((node as ts.VariableStatement).declarationList, source);
    case SyntaxKind.Block:
    case SyntaxKind.ModuleBlock:
      return lowerBlock((node as ts.Block).statements, source);
    case SyntaxKind.FunctionDeclaration:
      return lowerNamed(node as ts.FunctionDeclaration, (declared) => lowerFunction(declared, source), source);
    case SyntaxKind.ClassDeclaration:
      return [
        ...lowerNamed(node as ts.ClassDeclaration, (declared) => lowerClass(declared, source), source),
        ...decoratorsOf(node as ts.ClassDeclaration, source),
      ];
    case SyntaxKind.EnumDeclaration: {
      const declared = node as ts.EnumDeclaration;
      return ambient(node) ? [] : [bind(declared.name.text, lowerEnum(declared, source), span, { constant: true })];
    }
    case SyntaxKind.ModuleDeclaration:
      return ambient(node) ? [] : lowerNamespace(node as ts.ModuleDeclaration, source);
    case SyntaxKind.IfStatement:
      return [lowerIf(node as ts.IfStatement, source)];
    case SyntaxKind.SwitchStatement:
      return lowerSwitch(node as ts.SwitchStatement, source);
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement:
      return [lowerForEach(node as ts.ForInOrOfStatement, source)];
    case SyntaxKind.ForStatement:
      return lowerFor(node as ts.ForStatement, source);
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
      return [lowerWhile(node as ts.WhileStatement | ts.DoStatement, source)];
    case SyntaxKind.BreakStatement:
      return [{ kind: 'return', leaves: 'loop', span }];
    case SyntaxKind.ContinueStatement:
      return [{ kind: 'return', leaves: 'turn', span }];
    case SyntaxKind.ReturnStatement: {
      const { expression } = node as ts.ReturnStatement;
      if (expression && endsProcess(expression)) return lowerEffect(expression, source);
      return [
        expression ? returns(lowerExpression(expression, source), span) : { kind: 'return', leaves: 'function', span },
      ];
    }
    case SyntaxKind.ThrowStatement:
      return [{ kind: 'throw', value: lowerExpression((node as ts.ThrowStatement).expression, source), span }];
    case SyntaxKind.TryStatement:
      return [lowerTry(node as ts.TryStatement, source)];
    case SyntaxKind.LabeledStatement:
      return lowerStatement((node as ts.LabeledStatement).statement, source);
    case SyntaxKind.WithStatement: {
      const { expression, statement } = node as ts.WithStatement;
      return [use(lowerExpression(expression, source)), ...lowerStatement(statement, source)];
    }
    case SyntaxKind.ImportDeclaration:
      return lowerImport(node as ts.ImportDeclaration, source);
    case SyntaxKind.ImportEqualsDeclaration:
      return lowerImportEquals(node as ts.ImportEqualsDeclaration, source);
    case SyntaxKind.ExportDeclaration:
      return lowerExports(node as ts.ExportDeclaration, source);
    case SyntaxKind.ExportAssignment: {
      const { expression, isExportEquals } = node as ts.ExportAssignment;
      return [bind(isExportEquals ? 'exports' : 'default', lowerExpression(expression, source), span)];
    }
    case SyntaxKind.EmptyStatement:
    case SyntaxKind.DebuggerStatement:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.NamespaceExportDeclaration:
      return [];
    default:
      return [use(unknown(SyntaxKind[node.kind], span))];
  }
}

const ambient = (node: ts.Node): boolean => hasModifier(node, SyntaxKind.DeclareKeyword);

/** An expression for its effect: `a && (b = c)` is an `if`, `a = b` a bind, `process.exit(1)` the end. */
export function lowerEffect(node: ts.Expression, source: Source): Step[] {
  const span = source.spanOf(node);
  if (ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || ts.isVoidExpression(node)) {
    return lowerEffect(node.expression, source);
  }
  if (ts.isStringLiteralLike(node)) return [];
  if (endsProcess(node)) return [{ kind: 'throw', value: lowerExpression(node, source), span }];
  if (ts.isConditionalExpression(node)) {
    const condition = lowerExpression(node.condition, source);
    return [branch(condition, lowerArm(node.whenTrue, source), lowerArm(node.whenFalse, source), span)];
  }
  if (ts.isBinaryExpression(node)) {
    const sign = node.operatorToken.kind;
    if (sign === SyntaxKind.CommaToken) return commaParts(node).flatMap((part) => lowerArm(part, source));
    if (sign === SyntaxKind.AmpersandAmpersandToken) {
      return [branch(lowerExpression(node.left, source), lowerArm(node.right, source), [], span)];
    }
    if (sign === SyntaxKind.BarBarToken) {
      return [branch(lowerExpression(node.left, source), [], lowerArm(node.right, source), span)];
    }
    if (isAssignment(sign)) return onlyEffects(node, source);
  }
  const isStepped =
    (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
    (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken);
  if (isStepped || ts.isDeleteExpression(node)) return onlyEffects(node, source);
  return [{ kind: 'use', value: lowerExpression(node, source), span }];
}

/** The steps that an assignment leaves are all there is to it; its own value goes nowhere. */
function onlyEffects(node: ts.Expression, source: Source): Step[] {
  const value = lowerExpression(node, source);
  return value.kind === 'unknown' ? [use(value)] : [];
}

function lowerArm(node: ts.Expression, source: Source): Step[] {
  return source.nested(
    () => {
      const { result, before } = source.collect(() => lowerEffect(node, source));
      return [...before, ...result];
    },
    () => [use(unknown('too deep', source.spanOf(node)))],
  );
}

/** The parser nests `a, b, c` to the left; minified code has thousands. */
function commaParts(node: ts.Expression): ts.Expression[] {
  const parts: ts.Expression[] = [];
  let rest = node;
  while (ts.isBinaryExpression(rest) && rest.operatorToken.kind === SyntaxKind.CommaToken) {
    parts.push(rest.right);
    rest = rest.left;
  }
  return [rest, ...parts.reverse()];
}

const branch = (condition: Value, then: readonly Step[], otherwise: readonly Step[], span: Span): If => ({
  kind: 'if',
  condition,
  then,
  else: otherwise,
  span,
});

/** `process.exit()` and `process.abort()`. */
export function endsProcess(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: owner, name: method } = node.expression;
  return ts.isIdentifier(owner) && owner.text === 'process' && (method.text === 'exit' || method.text === 'abort');
}

export function lowerVariables(node: ts.VariableDeclarationList, source: Source): Step[] {
  const isConstant = (node.flags & ts.NodeFlags.Const) !== 0;
  return node.declarations.flatMap((declaration) => {
    const { result, before } = source.collect(() => lowerVariable(declaration, isConstant, source));
    return [...before, ...result];
  });
}

function lowerVariable(node: ts.VariableDeclaration, isConstant: boolean, source: Source): Step[] {
  if (lowerRequire(node, source)) return [];
  const span = source.spanOf(node);
  const value = node.initializer ? lowerExpression(node.initializer, source) : constant(null, span);
  const type = outerType(node.type);
  const declares = isConstant ? { constant: true as const } : {};
  if (ts.isIdentifier(node.name)) {
    return [bind(node.name.text, value, span, { ...declares, ...(type !== undefined && { type }) })];
  }
  const whole = name(placeName('destructured', span), span);
  return [bind(whole.name, value, span, { constant: true }), ...bindPattern(node.name, whole, source, declares)];
}

/** `@Module({ imports: [TypeOrmModule.forRoot({ … })] })`: called when the class is defined. */
const decoratorsOf = (node: ts.ClassDeclaration, source: Source): Step[] =>
  (node.modifiers ?? []).flatMap((modifier) =>
    ts.isDecorator(modifier) && ts.isCallExpression(modifier.expression)
      ? [use(lowerExpression(modifier.expression, source))]
      : [],
  );

/** `export default function pay() {}` is known by both names. */
function lowerNamed<T extends ts.FunctionDeclaration | ts.ClassDeclaration>(
  node: T,
  read: (node: T) => Value,
  source: Source,
): Step[] {
  const isSignature = ts.isFunctionDeclaration(node) && node.body === undefined;
  if (isSignature || ambient(node)) return [];
  const span = source.spanOf(node);
  const id = node.name?.text ?? 'default';
  const steps = [bind(id, read(node), span, { hoisted: true })];
  if (node.name && hasModifier(node, SyntaxKind.DefaultKeyword)) {
    steps.push(bind('default', name(id, span), span, { hoisted: true }));
  }
  return steps;
}

function lowerIf(node: ts.IfStatement, source: Source): If {
  const condition = lowerExpression(node.expression, source);
  const otherwise = node.elseStatement ? lowerStatement(node.elseStatement, source) : [];
  return branch(condition, lowerStatement(node.thenStatement, source), otherwise, source.spanOf(node));
}

function lowerSwitch(node: ts.SwitchStatement, source: Source): Step[] {
  const value = lowerExpression(node.expression, source);
  const isSimple = value.kind === 'name' || value.kind === 'constant' || value.kind === 'member';
  const subject = isSimple ? value : name(placeName('switch', value.span), value.span);
  const cases = node.caseBlock.clauses.map((clause): Case => {
    const span = source.spanOf(clause);
    const body = lowerBlock(clause.statements, source);
    return { condition: ts.isCaseClause(clause) ? caseCondition(subject, clause, source) : null, body, span };
  });
  return [...(isSimple ? [] : [bind((subject as { name: string }).name, value, value.span)]), ...switchChain(cases)];
}

/** `switch (true) { case a > b: … }` asks for the cases themselves. */
function caseCondition(subject: Value, clause: ts.CaseClause, source: Source): Value {
  const tested = lowerExpression(clause.expression, source);
  if (subject.kind === 'constant' && subject.value === true) return tested;
  return operator('==', [subject, tested], tested.span);
}

function lowerTry(node: ts.TryStatement, source: Source): Step {
  const { tryBlock, catchClause, finallyBlock } = node;
  const handlers: Step[][] = [];
  if (catchClause) {
    const declared = catchClause.variableDeclaration;
    const caught: Step[] = [];
    if (declared) {
      const span = source.spanOf(declared);
      const error = unknown('caught', span);
      const isNamed = ts.isIdentifier(declared.name);
      const id = isNamed ? (declared.name as ts.Identifier).text : placeName('caught', span);
      caught.push(bind(id, error, span));
      if (!ts.isIdentifier(declared.name)) caught.push(...bindPattern(declared.name, name(id, span), source, {}));
    }
    handlers.push([...caught, ...lowerBlock(catchClause.block.statements, source)]);
  }
  return {
    kind: 'try',
    body: lowerBlock(tryBlock.statements, source),
    handlers,
    finally: finallyBlock ? lowerBlock(finallyBlock.statements, source) : [],
    span: source.spanOf(node),
  };
}
