/** Expressions to values. Assignments inside an expression become steps that run first. */
import { ts } from 'ts-morph';
import {
  argument,
  call,
  constant,
  create,
  entry,
  lambda,
  list,
  member,
  name,
  operator,
  record,
  returns,
  spread,
  text,
  unknown,
} from '../../ir/build.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { assign } from './assignments.js';
import { lowerClass } from './classes.js';
import { lowerFunction } from './functions.js';
import { lowerJsx } from './jsx.js';
import { requiredModule, requireValue } from './modules.js';
import { lowerBinary, lowerConditional, lowerUnary } from './operators.js';
import { placeName, type Source } from './source.js';
import { lowerTagged, lowerTemplate } from './templates.js';

const { SyntaxKind } = ts;

export function lowerExpression(node: ts.Expression, source: Source): Value {
  return source.nested(
    () => lowerKind(node, source),
    () => unknown('too deep', source.spanOf(node)),
  );
}

function lowerKind(node: ts.Expression, source: Source): Value {
  const span = source.spanOf(node);
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
      return text((node as ts.StringLiteral).text, span);
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TemplateExpression:
      return lowerTemplate(node as ts.TemplateLiteral, source);
    case SyntaxKind.TaggedTemplateExpression:
      return lowerTagged(node as ts.TaggedTemplateExpression, source);
    case SyntaxKind.NumericLiteral:
      return constant(Number((node as ts.NumericLiteral).text), span);
    case SyntaxKind.BigIntLiteral:
      return constant(Number((node as ts.BigIntLiteral).text.replace(/n$/, '')), span);
    case SyntaxKind.TrueKeyword:
      return constant(true, span);
    case SyntaxKind.FalseKeyword:
      return constant(false, span);
    case SyntaxKind.NullKeyword:
    case SyntaxKind.OmittedExpression:
      return constant(null, span);
    case SyntaxKind.Identifier:
      return lowerIdentifier(node as ts.Identifier, source);
    case SyntaxKind.PrivateIdentifier:
      return text((node as ts.PrivateIdentifier).text, span);
    case SyntaxKind.ThisKeyword:
      return name(source.receiver, span);
    case SyntaxKind.ImportKeyword:
      return name('import', span);
    case SyntaxKind.SuperKeyword:
      return name('super', span);
    case SyntaxKind.RegularExpressionLiteral:
      return lowerPattern(node as ts.RegularExpressionLiteral, span);
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.AwaitExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.TypeAssertionExpression:
    case SyntaxKind.ExpressionWithTypeArguments:
    case SyntaxKind.PartiallyEmittedExpression:
      return lowerExpression((node as ts.ParenthesizedExpression).expression, source);
    case SyntaxKind.PropertyAccessExpression:
      return lowerProperty(node as ts.PropertyAccessExpression, source);
    case SyntaxKind.ElementAccessExpression: {
      const { expression, argumentExpression } = node as ts.ElementAccessExpression;
      return member(lowerExpression(expression, source), lowerKey(argumentExpression, source), span);
    }
    case SyntaxKind.CallExpression:
      return lowerCall(node as ts.CallExpression, source);
    case SyntaxKind.NewExpression: {
      const { expression, arguments: args } = node as ts.NewExpression;
      return create(lowerExpression(expression, source), lowerArguments(args ?? [], source), span);
    }
    case SyntaxKind.ArrayLiteralExpression:
      return list(lowerArguments((node as ts.ArrayLiteralExpression).elements, source), span);
    case SyntaxKind.ObjectLiteralExpression:
      return record(
        (node as ts.ObjectLiteralExpression).properties.map((property) => lowerEntry(property, source)),
        span,
      );
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ArrowFunction:
      return lowerFunction(node as ts.FunctionExpression | ts.ArrowFunction, source);
    case SyntaxKind.ClassExpression:
      return lowerClass(node as ts.ClassExpression, source);
    case SyntaxKind.BinaryExpression:
      return lowerBinary(node as ts.BinaryExpression, source);
    case SyntaxKind.ConditionalExpression:
      return lowerConditional(node as ts.ConditionalExpression, source);
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression:
      return lowerUnary(node as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, source);
    case SyntaxKind.TypeOfExpression:
      return operator('typeof', [lowerExpression((node as ts.TypeOfExpression).expression, source)], span);
    case SyntaxKind.VoidExpression: {
      const operand = lowerExpression((node as ts.VoidExpression).expression, source);
      return operand.kind === 'constant' ? constant(null, span) : unknown('VoidExpression', span, [operand]);
    }
    case SyntaxKind.DeleteExpression:
      return assign((node as ts.DeleteExpression).expression, 'absent', source);
    case SyntaxKind.YieldExpression: {
      const { expression, asteriskToken } = node as ts.YieldExpression;
      const yielded = expression ? [argument(lowerExpression(expression, source))] : [];
      return call(name(asteriskToken ? 'op:yield-all' : 'op:yield', span), yielded, span);
    }
    case SyntaxKind.SpreadElement:
      return lowerExpression((node as ts.SpreadElement).expression, source);
    case SyntaxKind.MetaProperty:
      return unknown('MetaProperty', span);
    case SyntaxKind.JsxElement:
    case SyntaxKind.JsxSelfClosingElement:
    case SyntaxKind.JsxFragment:
      return lowerJsx(node as ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment, source);
    default:
      return unknown(SyntaxKind[node.kind], span);
  }
}

/** `/…/g` is `new RegExp('…', 'g')`. */
function lowerPattern(node: ts.RegularExpressionLiteral, span: Span): Value {
  const end = node.text.lastIndexOf('/');
  const parts = [node.text.slice(1, end), node.text.slice(end + 1)].filter((part) => part !== '');
  return create(
    name('RegExp', span),
    parts.map((part) => argument(text(part, span))),
    span,
  );
}

function lowerIdentifier(node: ts.Identifier, source: Source): Value {
  const span = source.spanOf(node);
  switch (node.text) {
    case 'undefined':
      return constant(null, span);
    case '__dirname':
      return name('__dir__', span);
    case '__filename':
      return name('__file__', span);
    // An identifier that the parser put in where one was missing.
    case '':
      return unknown('missing', span);
    default:
      return name(node.text, span);
  }
}

function lowerProperty(node: ts.PropertyAccessExpression, source: Source): Value {
  const span = source.spanOf(node);
  const key = node.name.text;
  if (node.expression.kind === SyntaxKind.MetaProperty) {
    if (key === 'url') return { kind: 'concat', parts: [text('file:///', span), name('__file__', span)], span };
    if (key === 'dirname') return name('__dir__', span);
    if (key === 'filename') return name('__file__', span);
  }
  // `module.exports` and `exports` are one object until somebody assigns to the former: that is what others import.
  if (key === 'exports' && ts.isIdentifier(node.expression) && node.expression.text === 'module') {
    return name('exports', span);
  }
  return member(lowerExpression(node.expression, source), key, span);
}

function lowerCall(node: ts.CallExpression, source: Source): Value {
  const module = requiredModule(node);
  if (module !== undefined) return requireValue(module, node, source);
  const span = source.spanOf(node);
  const callee = lowerExpression(node.expression, source);
  const invoked =
    callee.kind === 'name' && callee.name === 'super' ? member(callee, 'constructor', callee.span) : callee;
  return call(invoked, lowerArguments(node.arguments, source), span);
}

export function lowerArguments(nodes: readonly ts.Expression[], source: Source): Argument[] {
  return nodes.map((node) => {
    const value = lowerExpression(node, source);
    const span = source.spanOf(node);
    return ts.isSpreadElement(node) ? spread(value, span) : argument(value, span);
  });
}

/** The key of `object[key]`: a literal is a string, as an object's keys are. */
export function lowerKey(node: ts.Expression, source: Source): string | Value {
  const key = lowerExpression(node, source);
  if (key.kind === 'text') return key.value;
  return key.kind === 'constant' && typeof key.value === 'number' ? String(key.value) : key;
}

export function propertyKey(node: ts.PropertyName, source: Source): string | Value {
  return ts.isComputedPropertyName(node) ? lowerKey(node.expression, source) : node.text;
}

/** For places where only a string can stand: a key that is computed at run time is named by its place. */
export function propertyName(node: ts.PropertyName, source: Source): string {
  const key = propertyKey(node, source);
  return typeof key === 'string' ? key : placeName('computed', source.spanOf(node));
}

function lowerEntry(node: ts.ObjectLiteralElementLike, source: Source): Entry {
  const span = source.spanOf(node);
  switch (node.kind) {
    case SyntaxKind.PropertyAssignment:
      return entry(propertyKey(node.name, source), lowerExpression(node.initializer, source), span);
    case SyntaxKind.ShorthandPropertyAssignment:
      return entry(node.name.text, lowerIdentifier(node.name, source), span);
    case SyntaxKind.SpreadAssignment:
      return { key: '...', value: lowerExpression(node.expression, source), spread: true, span };
    case SyntaxKind.SetAccessor:
      return entry(`set:${propertyName(node.name, source)}`, lowerFunction(node, source), span);
    default:
      return entry(propertyKey(node.name, source), lowerFunction(node, source), span);
  }
}

/** An arm of `?:`, `&&`, `||`: steps that it needs must not run when the arm is not taken. */
export function lowerArm(node: ts.Expression, source: Source): Value {
  const { result, before } = source.collect(() => lowerExpression(node, source));
  if (before.length === 0) return result;
  const { span } = result;
  return call(lambda({ parameters: [], body: [...before, returns(result)], block: true, span }), [], span);
}
