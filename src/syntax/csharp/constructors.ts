/** `class Client(string ca) : Base(ca)` and positional records: a constructor without a body of its own. */
import { bind, lambda, name } from '../../ir/build.js';
import type { Step, Write } from '../../ir/step.js';
import type { Field } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { parametersOf } from './functions.js';
import { constructorCall, type Members } from './members.js';
import { partsOf } from './nodes.js';

/**
 * Methods see the parameters of a primary constructor, so they become fields. So do field initialisers, which therefore run
 * in the constructor here: what they read is not there before.
 */
export function withPrimaryConstructor(node: Node, members: Members): Members {
  const list = partsOf(node).find((child) => child.type === 'parameter_list');
  if (list === undefined) return members;
  const parameters = parametersOf(list).map((one) => ({ ...one, field: one.name }));
  const body = [...members.fields.flatMap(initialisation), ...baseCall(node)];
  const made = lambda({ name: 'constructor', parameters, body, span: spanOf(list) });
  const fields = members.fields.map(unset);
  return { ...members, fields, body: [bind('constructor', made, spanOf(list), { hoisted: true }), ...members.body] };
}

const unset = ({ name: id, type, span }: Field): Field => ({ name: id, ...(type !== undefined && { type }), span });

function initialisation({ name: key, value, span }: Field): Write[] {
  return value ? [{ kind: 'write', object: name('this', span), key, value, span }] : [];
}

function baseCall(node: Node): Step[] {
  const bases = partsOf(node).filter((child) => child.type === 'base_list');
  const [base] = bases.flatMap(partsOf);
  const holder = base?.type === 'primary_constructor_base_type' ? base : bases[0];
  const list = holder && partsOf(holder).find((child) => child.type === 'argument_list');
  return list && holder ? [constructorCall('super', list, holder)] : [];
}
