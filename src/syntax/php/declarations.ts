/** Functions, closures, classes, traits, interfaces and enums. */
import { bind, constant, entry, lambda, name, record, returns, text } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { ClassValue, Field, Lambda, Parameter, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { copied } from './assignments.js';
import { lowerExpression } from './expressions.js';
import { CALLED_CLASS, className, outerType } from './names.js';
import { placeName, type Source } from './source.js';
import { lowerBlock } from './statements.js';

/** Functions and methods see only their own variables; closures and arrow functions also those around them. */
export function lowerFunction(node: Node, source: Source): Lambda {
  const isolated = node.type === 'function_definition' || node.type === 'method_declaration';
  const id = node.childForFieldName('name')?.text;
  const result = outerType(node.childForFieldName('return_type'));
  const body = node.childForFieldName('body');
  const parameters = lowerParameters(node.childForFieldName('parameters'), source);
  const isMethod = node.type === 'method_declaration';
  return lambda({
    ...(id !== undefined && { name: id === '__construct' ? 'constructor' : id }),
    parameters,
    body: body ? [...copiedParameters(node, body), ...source.inFunction(isolated, () => lowerBody(body, source))] : [],
    ...(isolated && { isolated: true as const }),
    ...(isMethod && hasModifier(node, 'static_modifier') && { static: true as const, receiver: CALLED_CLASS }),
    ...(isMethod && isPrivate(node) && { private: true as const }),
    ...(result !== undefined && { result }),
    span: spanOf(node),
  });
}

/** An array that the body changes is the function's own, unless it was handed in by reference. */
function copiedParameters(node: Node, body: Node): Step[] {
  const list = node.childForFieldName('parameters');
  return (list ? namedChildren(list) : []).flatMap((parameter): Step[] => {
    const named = parameter.childForFieldName('name');
    if (parameter.type !== 'simple_parameter' || named?.type !== 'variable_name') return [];
    if (parameter.namedChildren.some((child) => child?.type === 'reference_modifier')) return [];
    const id = named.text;
    const changed = new RegExp(
      `\\${id}\\s*(?:\\[[^\\]\\n]*\\]\\s*)+(?:\\?\\?|\\.|\\+)?=(?![=>])|unset\\(\\s*\\${id}\\[`,
    );
    const span = spanOf(parameter);
    return changed.test(body.text) ? [bind(id, copied(name(id, span)), span)] : [];
  });
}

function lowerBody(body: Node, source: Source): Step[] {
  if (body.type === 'compound_statement') return lowerBlock(body, source);
  return source.steps(() => [returns(lowerExpression(body, source), spanOf(body))]);
}

const hasModifier = (node: Node, type: string): boolean => node.namedChildren.some((child) => child?.type === type);
const isPrivate = (node: Node): boolean =>
  node.namedChildren.some((child) => child?.type === 'visibility_modifier' && child.text === 'private');

function lowerParameters(node: Node | null, source: Source): Parameter[] {
  if (node === null) return [];
  return namedChildren(node).flatMap((parameter): Parameter[] => {
    const named = parameter.childForFieldName('name');
    const id = named?.type === 'by_ref' ? namedChildren(named)[0] : named;
    if (!id) return [];
    const fallback = parameter.childForFieldName('default_value');
    const type = outerType(parameter.childForFieldName('type'));
    return [
      {
        name: id.text,
        ...(fallback && { default: lowerExpression(fallback, source) }),
        ...(parameter.type === 'variadic_parameter' && { rest: 'list' as const }),
        ...(parameter.type === 'property_promotion_parameter' && { field: id.text.slice(1) }),
        ...(type !== undefined && { type }),
        span: spanOf(parameter),
      },
    ];
  });
}

export function lowerFunctionDefinition(node: Node, source: Source): Step[] {
  const value = lowerFunction(node, source);
  return value.name === undefined ? [] : [bind(value.name, value, value.span, { hoisted: true })];
}

export function lowerClassDeclaration(node: Node, source: Source): Step[] {
  const id = node.childForFieldName('name')?.text;
  return id === undefined ? [] : [bind(id, lowerClass(node, id, source), spanOf(node), { hoisted: true })];
}

export const lowerAnonymousClass = (node: Node, source: Source): ClassValue =>
  lowerClass(node, placeName('class', node), source);

function lowerClass(node: Node, id: string, source: Source): ClassValue {
  const bases: Value[] = [];
  const fields: Field[] = [];
  const body: Step[] = [];
  for (const clause of namedChildren(node)) {
    if (clause.type === 'base_clause') bases.push(...namedChildren(clause).map(className));
  }
  for (const element of namedChildren(node.childForFieldName('body') ?? node)) {
    switch (element.type) {
      case 'use_declaration':
        // A trait's methods are found like those of a base class.
        bases.push(
          ...namedChildren(element)
            .filter((used) => used.type.endsWith('name'))
            .map(className),
        );
        break;
      case 'const_declaration':
        body.push(...lowerConstants(element, source));
        break;
      case 'property_declaration':
        fields.push(...instanceFields(element, source));
        body.push(...staticFields(element, source), ...propertyHooks(element, source));
        break;
      case 'method_declaration':
        body.push(...lowerMethod(element, source));
        break;
      case 'enum_case':
        body.push(...lowerEnumCase(element, id, source));
        break;
      default:
        break;
    }
  }
  if (node.type === 'enum_declaration') bases.push(name('BackedEnum', spanOf(node)));
  const mixin = node.type === 'trait_declaration' && { mixin: true as const };
  const isAbstract = node.type === 'interface_declaration' || hasModifier(node, 'abstract_modifier');
  const abstract = isAbstract && { abstract: true as const };
  return { kind: 'class', name: id, bases, ...mixin, ...abstract, fields, body, span: spanOf(node) };
}

/** Abstract methods and those of interfaces have no body, and nothing to run. */
function lowerMethod(node: Node, source: Source): Step[] {
  return node.childForFieldName('body') === null ? [] : lowerFunctionDefinition(node, source);
}

export function lowerConstants(node: Node, source: Source): Step[] {
  return namedChildren(node)
    .filter((element) => element.type === 'const_element')
    .flatMap((element) => {
      const [id, value] = namedChildren(element);
      if (!id || !value) return [];
      return source.steps(() => [bind(id.text, lowerExpression(value, source), spanOf(element), { constant: true })]);
    });
}

const elementsOf = (node: Node): Node[] => namedChildren(node).filter((child) => child.type === 'property_element');

function instanceFields(node: Node, source: Source): Field[] {
  if (hasModifier(node, 'static_modifier')) return [];
  const type = outerType(node.childForFieldName('type'));
  return elementsOf(node).flatMap((element) => {
    const id = element.childForFieldName('name');
    const value = element.childForFieldName('default_value');
    if (!id) return [];
    return [
      {
        name: id.text.slice(1),
        ...(value && { value: lowerExpression(value, source) }),
        ...(type !== undefined && { type }),
        span: spanOf(element),
      },
    ];
  });
}

/** A static field keeps its `$`: `A::$pool` and a constant `A::pool` are two things. */
function staticFields(node: Node, source: Source): Step[] {
  if (!hasModifier(node, 'static_modifier')) return [];
  const type = outerType(node.childForFieldName('type'));
  return elementsOf(node).flatMap((element) => {
    const id = element.childForFieldName('name');
    const value = element.childForFieldName('default_value');
    const span = spanOf(element);
    if (!id) return [];
    const given = value ? lowerExpression(value, source) : constant(null, span);
    return [bind(id.text, given, span, type === undefined ? {} : { type })];
  });
}

/** `public string $ca { get => …; set { … } }`. */
function propertyHooks(node: Node, source: Source): Step[] {
  const [element] = elementsOf(node);
  const id = element?.childForFieldName('name')?.text.slice(1);
  const hooks = namedChildren(node).find((child) => child.type === 'property_hook_list');
  if (id === undefined || hooks === undefined) return [];
  return namedChildren(hooks).flatMap((hook) => {
    const body = hook.childForFieldName('body');
    const kind = namedChildren(hook).find((child) => child.type === 'name')?.text;
    if (body === null) return [];
    const span = spanOf(hook);
    const steps = source.inFunction(true, () => lowerBody(body, source));
    const isGetter = kind === 'get';
    const parameters = isGetter ? [] : [{ name: '$value', span }];
    const value = lambda({ parameters, body: steps, isolated: true, ...(isGetter && { getter: true }), span });
    return [bind(isGetter ? id : `set:${id}`, value, span, { hoisted: true })];
  });
}

/** `case Live = 'live'` is a static instance with a `name` and a `value`. */
function lowerEnumCase(node: Node, owner: string, source: Source): Step[] {
  const id = node.childForFieldName('name');
  const value = node.childForFieldName('value');
  if (id === null) return [];
  const span = spanOf(node);
  const entries = [entry('name', text(id.text, spanOf(id)), spanOf(id))];
  if (value) entries.push(entry('value', lowerExpression(value, source), spanOf(value)));
  return [bind(id.text, record(entries, span, name(owner, span)), span, { constant: true })];
}
