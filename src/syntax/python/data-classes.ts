import { bind, call, entry, lambda, member, name, record, text } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Parameter, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import type { Scope } from './scope.js';
import { declaredType } from './types.js';

const MAKERS = /(^|\.)(dataclass|attrs|s|attributes|define|frozen|mutable)(\(|$)/;
const BASES = /(^|\.)(NamedTuple|BaseModel|BaseSettings|Struct)$/;

/** Classes whose constructor is written by a library from their annotated fields. */
export function isDataClass(decorators: readonly Node[], bases: readonly string[]): boolean {
  return (
    decorators.some((decorator) => MAKERS.test(namedChildren(decorator)[0]?.text ?? '')) ||
    bases.some((base) => BASES.test(base))
  );
}

/** The constructor that `@dataclass` writes: one promoted parameter for each annotated field, the base's fields first. */
export function dataConstructor(
  id: string,
  bases: readonly string[],
  body: Node | null,
  steps: readonly Step[],
  scope: Scope,
): Bind | undefined {
  const inherited = bases.flatMap((base) => scope.file.dataFields.get(base) ?? []);
  const own = body === null ? [] : namedChildren(body).flatMap((statement) => fieldParameter(statement, scope));
  const parameters = [...inherited.filter((field) => !own.some((other) => other.name === field.name)), ...own];
  scope.file.dataFields.set(id, parameters);
  const binds = steps.filter((step) => step.kind === 'bind');
  if (body === null || binds.some((step) => step.name === 'constructor')) return undefined;
  const span = spanOf(body);
  const after = binds.some((step) => step.name === '__post_init__')
    ? [call(member(name('this', span), '__post_init__', span), [], span)]
    : [];
  const value = lambda({
    name: 'constructor',
    parameters,
    body: after.map((value) => ({ kind: 'use', value, span })),
    span,
  });
  return bind('constructor', value, span, { hoisted: true });
}

function fieldParameter(statement: Node, scope: Scope): Parameter[] {
  const [assignment] = statement.type === 'expression_statement' ? namedChildren(statement) : [];
  const target = assignment?.childForFieldName('left');
  const written = assignment?.childForFieldName('type');
  if (assignment?.type !== 'assignment' || target?.type !== 'identifier' || !written) return [];
  if (/^(typing\.)?ClassVar\b/.test(written.text)) return [];
  const value = assignment.childForFieldName('right');
  const given = value && fieldDefault(lowerValue(value, scope, spanOf(value)));
  const type = declaredType(written);
  return [
    {
      name: target.text,
      field: target.text,
      ...(given && { default: given }),
      ...(type && { type }),
      span: spanOf(assignment),
    },
  ];
}

/** `field(default=x)`, `field(default_factory=list)`, pydantic's `Field(x)`. */
function fieldDefault(value: Value): Value | undefined {
  if (value.kind !== 'call') return value;
  const { callee } = value;
  const maker = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.key : '';
  if (maker !== 'field' && maker !== 'Field' && maker !== 'ib') return value;
  const factory = value.arguments.find((given) => given.name === 'default_factory' || given.name === 'factory');
  if (factory) return call(factory.value, [], factory.span);
  const written =
    value.arguments.find((given) => given.name === 'default') ??
    value.arguments.find((given) => given.name === undefined);
  return written?.value;
}

/** `Env.LIVE.value`: each constant of an enumeration is an object that knows its name and value. */
export function enumConstants(steps: readonly Step[]): Step[] {
  return steps.map((step): Step => {
    if (step.kind !== 'bind' || step.value.kind === 'lambda' || step.value.kind === 'class') return step;
    const { span } = step.value;
    const entries = [entry('name', text(step.name, span), span), entry('value', step.value, span)];
    // An object of the class that is being defined, so that it has its methods.
    return { ...step, value: record(entries, span, name('class', span)) };
  });
}
