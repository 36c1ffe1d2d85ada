/**
 * Objects that nobody in the project is seen to hand over: a container makes them by their declared type alone (Spring,
 * .NET, NestJS, Laravel). What a class holds by itself is known all the same.
 */
import { type Machine, Thrown } from '../machine.js';
import { oneOf } from '../memory/alternatives.js';
import { type Frame, fileFrame } from '../memory/frame.js';
import { basesOf, methodOf } from '../memory/methods.js';
import { type Abstract, type FunctionValue, type ProjectClass, referTo, type Thing } from '../memory/values.js';
import { definedIn } from './elsewhere.js';
import { instantiate } from './instances.js';
import { loadFile } from './modules.js';
import { typeNamed } from './names.js';
import { unknownArgument } from './parameters.js';

/** Of an interface that more classes implement, nothing is said. */
const HEIRS = 3;
/** How deep containers are followed: a client, its settings, and what those are made of. */
const DEPTH = 3;

/** An object of this class, as a container would make it; null where containers were followed deep enough. */
export const contained = (m: Machine, of: ProjectClass): Abstract | null => (m.injecting >= DEPTH ? null : make(m, of));

/** An object of the project's class of that name, or of the classes that implement it; null where there is none. */
export function injected(m: Machine, type: string, frame: Frame): Abstract | null {
  if (m.injecting >= DEPTH || m.index.known.has(type)) return null;
  const named = typeNamed(m, type, frame);
  const own = named.kind === 'class' ? named.of : null;
  // A class of a library may have the name of one of the project: `java.util.logging.Logger`.
  if (own === null && (named.kind === 'native' || /\W/.test(type))) return null;
  const classes = own && !isAbstract(own) ? [own] : heirsOf(m, type, frame);
  const made = classes.map((of) => ({ when: classes.length > 1 ? of.definition.name : '', value: make(m, of) }));
  m.injects ||= made.length > 0;
  return made.length === 0 ? null : oneOf(made);
}

/**
 * A field of a declared type that no code sets (`@Autowired TlsSettings tls`), in an object that nobody was seen to make. It
 * keeps what it got.
 */
export function injectedField(m: Machine, thing: Thing, key: string): Abstract | null {
  const { of } = thing;
  if (of === null || !m.byItself) return null;
  const declared = declaredIn(of, key);
  const value = declared && injected(m, declared.type, declared.frame);
  if (value) m.write(thing, key, { value, at: null });
  return value;
}

/** The type that the class, or one that it extends, gives the field. */
function declaredIn(of: ProjectClass, key: string): { readonly type: string; readonly frame: Frame } | null {
  for (const { definition, frame } of [of, ...of.pieces]) {
    const type = definition.fields.find(({ name }) => name === key)?.type;
    if (type !== undefined) return { type, frame };
  }
  for (const base of basesOf(of)) {
    const found = base.kind === 'class' ? declaredIn(base.of, key) : null;
    if (found) return found;
  }
  return null;
}

const isAbstract = (of: ProjectClass): boolean =>
  of.definition.abstract === true ||
  of.bases.some((base) => base.kind === 'native' && /^(abc\.ABC|typing\.Protocol)$/.test(base.name));

/** Classes of the program, and not of its tests, that can be made. */
function heirsOf(m: Machine, type: string, frame: Frame): readonly ProjectClass[] {
  const { unit } = fileFrame(frame);
  const heirs = m.files.heirs(type, unit.path).filter(({ path }) => !m.files.isTest(path) || path === unit.path);
  if (heirs.length > HEIRS) return [];
  return heirs.flatMap((heir) => {
    const file = loadFile(m, heir.path);
    const found = file && definedIn(m, file, heir.name, [], new Set());
    return found?.kind === 'class' && !isAbstract(found.of) ? [found.of] : [];
  });
}

/** As a container makes it: what its constructor wants is made likewise. */
function make(m: Machine, of: ProjectClass): Abstract {
  const known = m.contained.get(of);
  if (known) return known;
  m.injecting++;
  try {
    const made = constructed(m, of);
    m.contained.set(of, made);
    return made;
  } finally {
    m.injecting--;
  }
}

/** As its constructor makes it when nothing is known of the arguments. */
export function constructed(m: Machine, of: ProjectClass): Abstract {
  const site = { path: of.frame.unit.path, span: of.definition.span };
  const constructor = methodOf(of, 'constructor');
  if (constructor?.kind !== 'function') return instantiate(m, of, [], new Map(), site);
  const longest = [constructor, ...(constructor.overloads ?? [])].reduce((a, b) =>
    b.lambda.parameters.length > a.lambda.parameters.length ? b : a,
  );
  try {
    return instantiate(m, of, constructorArguments(m, longest), new Map(), site);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    return referTo(m.thing('instance', null, of));
  }
}

export function constructorArguments(m: Machine, { lambda, frame }: FunctionValue): Abstract[] {
  const optional = lambda.parameters.findIndex((parameter) => parameter.default || parameter.rest);
  const required = optional < 0 ? lambda.parameters : lambda.parameters.slice(0, optional);
  return required.map(({ name, type }) => unknownArgument(m, name, type, frame));
}
