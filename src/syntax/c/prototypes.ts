/** What only a declaration says of a function whose body stands elsewhere: the values that its parameters have by default. */
import { bind, lambda } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import { DECLARED } from '../../ir/value.js';
import { spanOf } from '../tree-sitter.js';
import type { Declarator } from './declarators.js';
import { parametersOf } from './functions.js';
import { qualifiedName } from './names.js';
import type { Scope } from './scope.js';

/** `explicit Client(std::string ca = "certs/ca.pem");` in a header, whose body in another file knows of no default. */
export function lowerPrototype({ id, func }: Declarator, className: string | null, scope: Scope): Step[] {
  const list = func?.childForFieldName('parameters');
  if (!id || !list?.children.some((one) => one?.childForFieldName('default_value'))) return [];
  const written = qualifiedName(id);
  const called = written === className ? 'constructor' : written;
  const span = spanOf(list);
  const declared = lambda({ name: called, parameters: parametersOf(list, scope), body: [], private: true, span });
  return [bind(`${DECLARED}${called}`, declared, span, { hoisted: true })];
}
