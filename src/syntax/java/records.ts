/** `record Pin(String host, String hash) { … }`: what Java writes for it. */
import { bind, lambda, member, name, returns } from '../../ir/build.js';
import type { Bind, Step, Write } from '../../ir/step.js';
import type { Parameter } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { type Members, parametersOf } from './declarations.js';

export function recordMembers(node: Node, members: Members): Members {
  const components = parametersOf(node.childForFieldName('parameters'));
  const declared = new Set(members.body.flatMap((step) => (step.kind === 'bind' ? [step.name] : [])));
  const accessors = components.filter((one) => !declared.has(one.name)).map(accessor);
  const compact = compactConstructorOf(node);
  const body = members.body.map((step) => (isAt(step, compact) ? canonical(step, components) : step));
  const written = body.some((step) => isConstructorOf(step, components.length));
  const fields = components.map(({ name: id, type, span }) => ({
    name: id,
    ...(type !== undefined && { type }),
    span,
  }));
  return {
    ...members,
    fields: [...fields, ...members.fields],
    body: [...(written ? [] : [promoting(node, components)]), ...accessors, ...body],
  };
}

/** `host()` reads the field. */
function accessor({ name: id, span }: Parameter): Bind {
  const read = returns(member(name('this', span), id, span));
  return bind(id, lambda({ name: id, parameters: [], body: [read], span }), span, { hoisted: true });
}

function promoting(node: Node, components: readonly Parameter[]): Bind {
  const parameters = components.map((one) => ({ ...one, field: one.name }));
  const span = spanOf(node);
  return bind('constructor', lambda({ name: 'constructor', parameters, body: [], span }), span, { hoisted: true });
}

function compactConstructorOf(node: Node): Node | undefined {
  const body = node.childForFieldName('body');
  return body?.namedChildren.find((child) => child?.type === 'compact_constructor_declaration') ?? undefined;
}

function isAt(step: Step, node: Node | undefined): step is Bind {
  if (node === undefined || step.kind !== 'bind' || step.name !== 'constructor') return false;
  const { line, column } = spanOf(node);
  return step.span.line === line && step.span.column === column;
}

/** A compact constructor may set the components anew; they become fields after its last statement. */
function canonical(step: Bind, components: readonly Parameter[]): Bind {
  if (step.value.kind !== 'lambda') return step;
  const fields = components.map(
    ({ name: key, span }): Write => ({ kind: 'write', object: name('this', span), key, value: name(key, span), span }),
  );
  return { ...step, value: { ...step.value, parameters: components, body: [...step.value.body, ...fields] } };
}

function isConstructorOf(step: Step, parameters: number): boolean {
  if (step.kind !== 'bind' || step.name !== 'constructor' || step.value.kind !== 'lambda') return false;
  return step.value.parameters.length === parameters;
}
