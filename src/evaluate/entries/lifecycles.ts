/** Methods that a framework calls before any other of an object: what `setUp` left in a field, the tests find there. */
import { listOf } from '../../models/load-models.js';
import { callFunction } from '../code/calls.js';
import { libraryBases } from '../code/instances.js';
import { unknownArgument } from '../code/parameters.js';
import { type Machine, Thrown } from '../machine.js';
import { bound, calledMethodOf } from '../memory/methods.js';
import type { Abstract, ProjectClass } from '../memory/values.js';

export function runFirst(m: Machine, object: Abstract, of: ProjectClass): void {
  const { path } = of.frame.unit;
  const bases = new Set(libraryBases(of));
  const site = { path, span: of.definition.span };
  const applying = m.index.lifecycles.filter(({ base }) =>
    base === undefined ? m.files.isTest(path) : listOf(base).some((each) => bases.has(each)),
  );
  for (const name of new Set(applying.flatMap(({ first }) => first))) {
    const method = calledMethodOf(of, name);
    if (method?.kind !== 'function' || m.stack.includes(method.lambda)) continue;
    const given = method.lambda.parameters.map((each) => unknownArgument(m, each.name, each.type, method.frame));
    try {
      callFunction(m, bound(method, object), given, site);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
    }
  }
}
