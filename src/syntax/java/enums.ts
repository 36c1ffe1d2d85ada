/** `enum Environment { SANDBOX, PRODUCTION }`: what Java writes for it. */
import { argument, bind, lambda, list, member, name, returns, text } from '../../ir/build.js';
import type { Bind, Step, Write } from '../../ir/step.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import type { Members } from './declarations.js';

/** The field in which a constant keeps its name. */
const NAME = 'enum:name';

/** `valueOf(name)`, `values()`, and the name of each constant, which `name()` and `toString()` tell. */
export function enumMembers(body: Node, owner: string, members: Members): Members {
  const constants = namedChildren(body).flatMap((child) =>
    child.type === 'enum_constant' ? [child.childForFieldName('name')?.text ?? ''] : [],
  );
  const span = spanOf(body);
  const declared = new Set(members.body.flatMap((step) => (step.kind === 'bind' ? [step.name] : [])));
  const self = name(owner, span);
  const method = (
    id: string,
    parameters: readonly string[],
    value: Parameters<typeof returns>[0],
    isStatic: boolean,
  ): Bind =>
    bind(
      id,
      lambda({
        name: id,
        parameters: parameters.map((each) => ({ name: each, span })),
        body: [returns(value)],
        ...(isStatic && { static: true as const }),
        span,
      }),
      span,
      { hoisted: true },
    );
  const made = [
    method('valueOf', ['constant'], member(self, name('constant', span), span), true),
    method(
      'values',
      [],
      list(
        constants.map((id) => argument(member(self, id, span))),
        span,
      ),
      true,
    ),
    method('name', [], member(name('this', span), NAME, span), false),
    method('toString', [], member(name('this', span), NAME, span), false),
  ].filter((step) => !declared.has(step.name));
  const named = constants.map(
    (id): Write => ({ kind: 'write', object: name(id, span), key: NAME, value: text(id, span), span }),
  );
  return { ...members, body: [...made, ...afterConstants(members.body, constants, named)] };
}

/** Names are known as soon as the constants are: a static initialiser may ask for them. */
function afterConstants(body: readonly Step[], constants: readonly string[], named: readonly Step[]): readonly Step[] {
  const last = body.findLastIndex((step) => step.kind === 'bind' && constants.includes(step.name));
  return [...body.slice(0, last + 1), ...named, ...body.slice(last + 1)];
}
