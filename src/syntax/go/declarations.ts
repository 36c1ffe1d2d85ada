/** Declarations, at the top of a file and inside functions. */
import { bind, call, name, text, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { ClassValue, Field, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { type Declares, distribute } from './assignments.js';
import { lowerFunction, lowerMethod } from './functions.js';
import type { Scope } from './scope.js';
import { lowerStatement } from './statements.js';
import { isBasic, isUnnamedClass, structFields, typeName, typeValue, unnamedClass, zeroOf } from './types.js';

/** A file may have several functions `init`; they run when everything else is there. */
export function topLevelSteps(root: Node, scope: Scope): Step[] {
  const steps: Step[] = [];
  const starts: Step[] = [];
  let embedded: string[] = [];
  for (const node of root.namedChildren) {
    if (node === null) continue;
    if (node.type === 'comment') {
      embedded.push(...embedPatterns(node));
      continue;
    }
    if (node.type === 'function_declaration') {
      const id = functionName(node, starts.length);
      steps.push(...lowerTopFunction(node, id, scope));
      if (/^init(:|$)/.test(id)) starts.push(use(call(name(id, spanOf(node)), [], spanOf(node))));
    } else if (node.type === 'method_declaration') steps.push(...lowerMethod(node, scope));
    else if (node.type.endsWith('_declaration')) steps.push(...lowerDeclaration(node, embedded, scope));
    else steps.push(...lowerStatement(node, scope));
    embedded = [];
  }
  return [...unnamedClasses(root, scope), ...steps, ...starts];
}

const unnamedClasses = (root: Node, scope: Scope): Step[] =>
  root
    .descendantsOfType('struct_type')
    .flatMap((struct) =>
      struct && isUnnamedClass(struct) ? [lowerClass(unnamedClass(struct), struct, scope, spanOf(struct))] : [],
    );

function functionName(node: Node, inits: number): string {
  const id = node.childForFieldName('name')?.text ?? '';
  return id === 'init' && inits > 0 ? `init:${inits}` : id;
}

function lowerTopFunction(node: Node, id: string, scope: Scope): Step[] {
  if (id === '') return [];
  return [bind(id, lowerFunction(node, scope, { name: id }), spanOf(node), { hoisted: true })];
}

/** https://pkg.go.dev/embed: patterns are separated by blanks, and quoted where they hold some. */
function embedPatterns(comment: Node): string[] {
  const directive = /^\/\/go:embed[ \t]+(.*)/.exec(comment.text)?.[1];
  return [...(directive ?? '').matchAll(/"([^"]*)"|`([^`]*)`|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3]!,
  );
}

export function lowerDeclaration(node: Node, embedded: readonly string[], scope: Scope): Step[] {
  switch (node.type) {
    case 'var_declaration':
      return lowerVariables(node, embedded, scope);
    case 'const_declaration':
      return lowerConstants(node, scope);
    case 'type_declaration':
      return namedChildren(node).flatMap((spec) => lowerType(spec, scope));
    default:
      return [];
  }
}

function lowerVariables(node: Node, above: readonly string[], scope: Scope): Step[] {
  let embedded = [...above];
  return node.namedChildren.flatMap((child): Step[] => {
    if (child === null) return [];
    if (child.type === 'comment') {
      embedded.push(...embedPatterns(child));
      return [];
    }
    const steps =
      child.type === 'var_spec' ? lowerVariable(child, embedded, scope) : lowerVariables(child, embedded, scope);
    embedded = [];
    return steps;
  });
}

function lowerVariable(spec: Node, embedded: readonly string[], scope: Scope): Step[] {
  const span = spanOf(spec);
  const type = spec.childForFieldName('type');
  const value = spec.childForFieldName('value');
  const targets = idsOf(spec);
  const how: Declares = { scope: 'local', ...(type && { type: typeName(type) }) };
  if (value) return distribute(targets, namedChildren(value), how, scope, span);
  return targets
    .filter((target) => target.text !== '_')
    .map((target) => bind(target.text, initial(target, type, embedded, scope), span, how));
}

function initial(target: Node, type: Node | null, embedded: readonly string[], scope: Scope): Value {
  const span = spanOf(target);
  if (embedded.length > 0) {
    const patterns = embedded.map((pattern) => ({ value: text(pattern, span), span }));
    return call(name('op:embed', span), patterns, span);
  }
  const zero = type ? zeroOf(type, scope.file, span) : unknown('zero value', span);
  const isScalar = zero.kind === 'text' || zero.kind === 'constant' || zero.kind === 'list';
  // Through a pointer to it someone may have set it before it is read.
  return isScalar && scope.file.addressed.has(target.text) ? unknown('zero value', span) : zero;
}

const idsOf = (spec: Node): Node[] =>
  spec.childrenForFieldName('name').filter((id): id is Node => id?.isNamed === true);

/** A constant without a value repeats the expression above it, with the next `iota`. */
function lowerConstants(node: Node, scope: Scope): Step[] {
  let values: Node[] = [];
  let type: Node | null = null;
  return namedChildren(node)
    .filter((spec) => spec.type === 'const_spec')
    .flatMap((spec, iota) => {
      const written = spec.childForFieldName('value');
      if (written) {
        values = namedChildren(written);
        type = spec.childForFieldName('type');
      }
      const how: Declares = { scope: 'local', constant: true, ...(type && { type: typeName(type) }) };
      return distribute(idsOf(spec), values, how, { ...scope, iota }, spanOf(spec));
    });
}

/** `json:"ca_file,omitempty"` and its like. */
const TAG = /\b(?:json|yaml|toml|mapstructure|koanf|env|envconfig)\s*:\s*\\?"([^",\\]+)/;
/** `envDefault:"ca.pem"`: what the field holds once the environment was read, unless a variable says otherwise. */
const FALLBACK = /\b(?:envDefault|env-default|default)\s*:\s*\\?"([^"\\]+)/;

/** Structs and everything that methods may be attached to; an interface has nothing that runs. */
function lowerType(spec: Node, scope: Scope): Step[] {
  const id = spec.childForFieldName('name')?.text;
  const type = spec.childForFieldName('type');
  if (id === undefined || type === null || type.type === 'interface_type') return [];
  const span = spanOf(spec);
  const other = isBasic(type.text) ? undefined : typeValue(type);
  if (spec.type === 'type_alias' && other) return [bind(id, other, span, { hoisted: true, constant: true })];
  return [lowerClass(id, type, scope, span, other)];
}

function lowerClass(id: string, type: Node, scope: Scope, span: Span, other?: Value): Step {
  const fields = type.type === 'struct_type' ? structFields(type) : [];
  const bases = fields.filter((field) => field.embedded).flatMap((field) => typeValue(field.type) ?? []);
  const value: ClassValue = {
    kind: 'class',
    name: id,
    bases: other ? [other] : bases,
    fields: fields.flatMap(({ names, type: fieldType, pointer, node }) =>
      names.map((fieldName): Field => {
        const tag = node.childForFieldName('tag')?.text ?? '';
        const key = TAG.exec(tag)?.[1];
        const fallback = fieldType.text === 'string' ? FALLBACK.exec(tag)?.[1] : undefined;
        const zero =
          fallback !== undefined ? text(fallback, spanOf(node)) : pointer ? undefined : writable(fieldType, scope);
        return {
          name: fieldName,
          ...(key !== undefined && { key }),
          ...(zero && { value: zero }),
          type: typeName(fieldType),
          span: spanOf(node),
        };
      }),
    ),
    body: [],
    span,
  };
  return bind(id, value, span, { hoisted: true });
}

/**
 * A field that is a struct itself is there from the start. Whether other fields still have their zero value when they are
 * read is a question for all code that ever saw the object, so nothing is said of them. A type that stands in another
 * file may be an interface, which begins as nil: of it nothing is said either.
 */
function writable(type: Node, scope: Scope): Value | undefined {
  const { file } = scope;
  const isKnown =
    type.type === 'qualified_type'
      ? !file.foreign.has(type.childForFieldName('package')?.text ?? '')
      : type.type === 'type_identifier' && file.types.has(type.text);
  const zero = isKnown || type.type === 'struct_type' ? zeroOf(type, file, spanOf(type)) : null;
  return zero?.kind === 'record' ? zero : undefined;
}
