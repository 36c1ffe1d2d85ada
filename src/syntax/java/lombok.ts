/**
 * What Lombok writes into a class for its annotations: constructors and builders. Getters and setters need no word here:
 * one that is not there reads or writes the field of its name.
 */
import { bind, create, lambda, name, returns } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Field } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import type { Members } from './declarations.js';
import { modifiersOf } from './types.js';

export function lombokMembers(node: Node, id: string, members: Members): Members {
  const annotations = new Set(annotationsOf(node));
  const written = members.body.some((step) => step.kind === 'bind' && step.name === 'constructor');
  const taken = written ? null : constructorFields(annotations, node, members.fields);
  const made: Step[] = [];
  if (taken) made.push(constructor(node, taken));
  if (annotations.has('Builder') || annotations.has('SuperBuilder')) made.push(...builder(node, id, members.fields));
  return made.length === 0 ? members : { ...members, body: [...made, ...members.body] };
}

const annotationsOf = (node: Node): string[] =>
  (node.children.find((child) => child?.type === 'modifiers')?.namedChildren ?? []).flatMap((each) =>
    each?.type.endsWith('annotation') ? [(each.childForFieldName('name')?.text ?? '').replace(/^.*\./, '')] : [],
  );

/** The fields that the constructor takes; null where there is none to write. */
function constructorFields(annotations: ReadonlySet<string>, node: Node, fields: readonly Field[]): Field[] | null {
  if (annotations.has('AllArgsConstructor')) return [...fields];
  // @Value makes every field final.
  if (annotations.has('Value') && !annotations.has('Builder')) return fields.filter((field) => !field.value);
  if (!annotations.has('RequiredArgsConstructor') && !annotations.has('Data')) return null;
  const required = finalFields(node);
  const taken = fields.filter((field) => required.has(field.name) && !field.value);
  return taken.length === 0 ? null : taken;
}

function finalFields(node: Node): Set<string> {
  const body = node.childForFieldName('body');
  const declared = (body ? namedChildren(body) : []).filter((child) => child.type === 'field_declaration');
  return new Set(
    declared
      .filter((child) => modifiersOf(child).has('final'))
      .flatMap((child) => child.childrenForFieldName('declarator'))
      .flatMap((each) => each?.childForFieldName('name')?.text ?? []),
  );
}

function constructor(node: Node, fields: readonly Field[]): Bind {
  const span = spanOf(node);
  const parameters = fields.map(({ name: id, type, span: at }) => ({
    name: id,
    field: id,
    ...(type !== undefined && { type }),
    span: at,
  }));
  return bind('constructor', lambda({ name: 'constructor', parameters, body: [], span }), span, { hoisted: true });
}

/** `Settings.builder().ca(path).build()`: the object itself stands for its builder, so that what is set lands in it. */
function builder(node: Node, id: string, fields: readonly Field[]): Bind[] {
  const span = spanOf(node);
  const self = returns(name('this', span));
  const method = (label: string, parts: Partial<Parameters<typeof lambda>[0]>): Bind =>
    bind(label, lambda({ name: label, parameters: [], body: [self], span, ...parts }), span, { hoisted: true });
  return [
    method('builder', { static: true, body: [returns(create(name(id, span), [], span))] }),
    method('build', {}),
    ...fields.map(({ name: field, span: at }) =>
      method(field, {
        parameters: [{ name: field, span: at }],
        body: [{ kind: 'write', object: name('this', at), key: field, value: name(field, at), span: at }, self],
      }),
    ),
  ];
}
