/** What a constructor does besides its own body: it calls that of the base class, then come the blocks of the class. */
import { bind, call, lambda, member, name, spread, use } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Span } from '../../ir/value.js';

const isConstructor = (step: Step): step is Bind => step.kind === 'bind' && step.name === 'constructor';

/** One that begins with neither `super(…)` nor `this(…)` begins with `super()` all the same. */
export function callingBase(body: readonly Step[]): readonly Step[] {
  return body.map((step) => {
    if (!isConstructor(step) || step.value.kind !== 'lambda' || delegatesTo(step.value.body[0])) return step;
    const { span } = step;
    const base = use(call(member(name('super', span), 'constructor', span), [], span));
    return { ...step, value: { ...step.value, body: [base, ...step.value.body] } };
  });
}

/** Blocks of a class run in each of its constructors, after `super(…)`; one that calls `this(…)` leaves that to the other. */
export function withInitialisers(
  body: readonly Step[],
  initialisers: readonly Step[],
  span: Span,
  hasBase: boolean,
): readonly Step[] {
  if (!body.some(isConstructor)) {
    const given = [spread(name('arguments', span), span)];
    const base = use(call(member(name('super', span), 'constructor', span), given, span));
    const made = lambda({
      name: 'constructor',
      parameters: hasBase ? [{ name: 'arguments', rest: 'list', span }] : [],
      body: hasBase ? [base, ...initialisers] : initialisers,
      span,
    });
    return [...body, bind('constructor', made, span, { hoisted: true })];
  }
  return body.map((step) => {
    if (!isConstructor(step) || step.value.kind !== 'lambda') return step;
    const [first, ...rest] = step.value.body;
    const delegates = delegatesTo(first);
    if (delegates === 'this') return step;
    const whole =
      first && delegates === 'super' ? [first, ...initialisers, ...rest] : [...initialisers, ...step.value.body];
    return { ...step, value: { ...step.value, body: whole } };
  });
}

function delegatesTo(step: Step | undefined): string | undefined {
  if (step?.kind !== 'use' || step.value.kind !== 'call') return undefined;
  const { callee } = step.value;
  if (callee.kind !== 'member' || callee.key !== 'constructor' || callee.object.kind !== 'name') return undefined;
  return callee.object.name;
}
