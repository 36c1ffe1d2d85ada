/** Whether a file is a program, and whether anybody calls a function of it. */
import type { Unit } from '../../ir/step.js';
import type { ProjectFiles } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import type { FunctionValue, ProjectClass } from '../memory/values.js';

/** Where programs begin in `main`, what initialisers call says nothing: only statements outside all classes are one. */
export const runsByItself = (unit: Unit): boolean =>
  !['java', 'csharp', 'c', 'cpp', 'go'].includes(unit.language) ||
  (unit.language === 'csharp' && unit.body.some((step) => !(step.kind === 'bind' && step.hoisted)));

/** A module that hands its functions out is not the program, even if it calls some itself. */
export const exports = (file: Frame): boolean =>
  file.unit.exports === true || file.variables.has('exports') || file.variables.has('default');

/** Names that runtimes and frameworks call by themselves: constructors, operators, handlers found by convention. */
const CALLED_BY_OTHERS =
  /^(constructor$|initialize$|__|on[A-Z]|test|init$|run$|handle|call$|invoke$|execute$|index$|get$|post$|setUp|setup$)/;

/** Nobody can import a package `main`; a method of it may still be asked for by an interface of a library. */
export const isOfMainPackage = (unit: Unit, of: FunctionValue, self: ProjectClass | null): boolean =>
  unit.language === 'go' && unit.package === 'main' && (self === null || /^[a-z_]/.test(of.lambda.name ?? ''));

export function isNamed(
  of: FunctionValue,
  name: string,
  owner: ProjectClass | null,
  files: ProjectFiles,
  unit: Unit,
): boolean {
  const own = of.lambda.name ?? name;
  // A class that extends one of a library may be found by a framework.
  if (owner && owner.bases.length === 0 && !files.mentions(owner.definition.name, unit.path)) return false;
  return CALLED_BY_OTHERS.test(own) || files.mentions(own, unit.path);
}

/** A module that only this project uses, and does: what nobody in it names is never called. */
export const isOwnModule = ({ path }: Unit, files: ProjectFiles): boolean =>
  !files.isTest(path) && !files.isPackaged(path) && files.isLoaded(path);
