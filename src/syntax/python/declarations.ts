import { bind, lambda, returns } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Field, Lambda, Parameter, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanFrom, spanOf } from '../tree-sitter.js';
import { lowerArguments } from './calls.js';
import { dataConstructor, enumConstants, isDataClass } from './data-classes.js';
import { lowerValue } from './expressions.js';
import { cutAtYield } from './generators.js';
import { bindScope, deferred, type Scope } from './scope.js';
import { lowerBlock } from './statements.js';
import { declaredType } from './types.js';

export function lowerFunction(node: Node, decorators: readonly Node[], outer: Scope): Bind {
  const span = spanOf(node);
  const written = node.childForFieldName('name')?.text ?? '';
  const marks = decorators.map((decorator) => namedChildren(decorator)[0]?.text ?? '');
  const isStatic = marks.includes('staticmethod');
  const isOfClass = marks.includes('classmethod') || written === '__new__' || written === '__init_subclass__';
  const all = lowerParameters(node.childForFieldName('parameters'), outer);
  const [first, ...others] = all;
  const hasReceiver = outer.kind === 'class' && !isStatic && first !== undefined && first.rest === undefined;
  const result = node.childForFieldName('return_type');
  const type = result === null ? undefined : declaredType(result);
  const scope: Scope = {
    ...outer,
    kind: 'function',
    moved: new Map(),
    before: [],
    yields: marks.some(handsOn) ? 'result' : 'opaque',
    ...(hasReceiver && { receiver: first.name }),
  };
  const id = boundName(written, marks, outer);
  const body = lowerBlock(node.childForFieldName('body'), scope);
  const value: Lambda = lambda({
    name: written,
    parameters: hasReceiver ? others : all,
    body: scope.yields === 'result' ? cutAtYield(body) : body,
    ...(hasReceiver && { receiver: first.name }),
    ...((isStatic || isOfClass) && outer.kind === 'class' && { static: true }),
    ...(outer.kind === 'class' && marks.some(isProperty) && { getter: true }),
    ...(type && { result: type }),
    span,
  });
  return bind(id, value, span, { hoisted: true, scope: bindScope(outer, id) });
}

/** A property's setter is bound as `name=`, so that it does not hide the getter. */
function boundName(written: string, marks: readonly string[], outer: Scope): string {
  if (outer.kind !== 'class') return written;
  if (written === '__init__') return 'constructor';
  if (marks.includes(`${written}.setter`)) return `${written}=`;
  return marks.includes(`${written}.deleter`) ? `${written} deleter` : written;
}

const isProperty = (mark: string): boolean => /(^|\.)(cached_|hybrid_|abstract)?property$/.test(mark);

/** Generators whose one value somebody else hands on: context managers, fixtures of pytest. */
const handsOn = (mark: string): boolean => /(^|\.)((async)?contextmanager|fixture)\b/.test(mark);

/** `get = lambda self: self.ca` in a class body is a method. */
export function lowerMethodLambda(node: Node, outer: Scope): Value {
  const { parameters, ...rest } = lowerLambda(node, { ...outer, kind: 'function' });
  const [receiver, ...others] = parameters;
  return { ...rest, parameters: others, ...(receiver && { receiver: receiver.name }) };
}

export function lowerLambda(node: Node, outer: Scope): Lambda {
  const scope = deferred(outer);
  const body = lowerValue(node.childForFieldName('body'), scope, spanOf(node));
  const parameters = lowerParameters(node.childForFieldName('parameters'), scope);
  return lambda({ parameters, body: [returns(body)], span: spanOf(node) });
}

function lowerParameters(node: Node | null, scope: Scope): Parameter[] {
  return node === null ? [] : namedChildren(node).flatMap((child) => lowerParameter(child, scope));
}

function lowerParameter(node: Node, scope: Scope): Parameter[] {
  const span = spanOf(node);
  const value = node.childForFieldName('value');
  const written = node.childForFieldName('type');
  const type = written === null ? undefined : declaredType(written);
  const more = { ...(value && { default: lowerValue(value, scope, span) }), ...(type && { type }), span };
  switch (node.type) {
    case 'identifier':
      return [{ name: node.text, span }];
    case 'default_parameter':
    case 'typed_default_parameter':
      return [{ name: node.childForFieldName('name')?.text ?? '', ...more }];
    case 'typed_parameter':
      return namedChildren(node)
        .slice(0, 1)
        .flatMap((child) => lowerParameter(child, scope).map((parameter) => ({ ...parameter, ...more })));
    case 'list_splat_pattern':
      return [{ name: namedChildren(node)[0]?.text ?? '', rest: 'list', span }];
    case 'dictionary_splat_pattern':
      return [{ name: namedChildren(node)[0]?.text ?? '', rest: 'record', span }];
    default:
      return [];
  }
}

/**
 * A class is bound where it stands, not hoisted: its body runs there, and reads what the module has bound before.
 * `metaclass=` and other keywords among the bases are no bases.
 */
export function lowerClass(node: Node, decorators: readonly Node[], outer: Scope): Bind {
  const span = spanOf(node);
  const id = node.childForFieldName('name')?.text ?? '';
  const listed = node.childForFieldName('superclasses');
  const given = listed === null ? [] : lowerArguments(listed, outer);
  const bases = given.filter((base) => base.name === undefined && !base.spread).map((base) => base.value);
  const written = listed === null ? [] : namedChildren(listed).map((base) => base.text);
  const body = node.childForFieldName('body');
  const scope: Scope = { ...outer, kind: 'class', moved: new Map(), bases: written };
  const fields = body === null ? [] : declaredFields(body);
  let steps: Step[] = lowerBlock(body, scope);
  if (written.some((base) => /^(enum\.)?(Enum|IntEnum)$/.test(base))) steps = enumConstants(steps);
  const made = isDataClass(decorators, written) ? dataConstructor(id, written, body, steps, scope) : undefined;
  const value: Value = {
    kind: 'class',
    name: id,
    bases,
    fields,
    body: made ? [...steps, made] : steps,
    span: body ? spanFrom(node, body) : span,
  };
  return bind(id, value, span, { scope: bindScope(outer, id) });
}

/** `ca: str` without a value. */
function declaredFields(body: Node): Field[] {
  return namedChildren(body).flatMap((statement): Field[] => {
    const [assignment] = statement.type === 'expression_statement' ? namedChildren(statement) : [];
    if (assignment?.type !== 'assignment' || assignment.childForFieldName('right')) return [];
    const target = assignment.childForFieldName('left');
    const written = assignment.childForFieldName('type');
    const type = written === null ? undefined : declaredType(written);
    return target?.type === 'identifier'
      ? [{ name: target.text, ...(type && { type }), span: spanOf(assignment) }]
      : [];
  });
}
