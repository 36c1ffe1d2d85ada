/** Go's types: as names that models match, as values that literals carry, and what a variable holds before its first value. */
import { constant, list, member, name, record, text, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import type { GoFile } from './scope.js';

/** As written, without `*` and type arguments: `*tls.Config` is `tls.Config`, `map[string]X` is `map`. */
export function typeName(node: Node): string {
  switch (node.type) {
    case 'pointer_type':
    case 'parenthesized_type':
    case 'generic_type': {
      const inner = node.childForFieldName('type') ?? node.namedChildren[0];
      return inner ? typeName(inner) : node.text;
    }
    case 'slice_type': {
      const element = node.childForFieldName('element');
      return `[]${element ? typeName(element) : ''}`;
    }
    case 'array_type':
    case 'implicit_length_array_type':
      return `[]${node.childForFieldName('element')?.text ?? ''}`;
    case 'map_type':
      return 'map';
    case 'struct_type':
      return isUnnamedClass(node) ? unnamedClass(node) : 'struct';
    case 'interface_type':
      return 'interface';
    case 'function_type':
      return 'func';
    case 'channel_type':
      return 'chan';
    default:
      return node.text;
  }
}

/** `TLS struct { CA string }` in a struct, `var config struct { … }`: configuration is poured into those too. */
export const isUnnamedClass = (struct: Node): boolean =>
  struct.parent?.type === 'field_declaration' || struct.parent?.type === 'var_spec';

/** Called by where it stands. */
export const unnamedClass = ({ startPosition }: Node): string =>
  `struct@${startPosition.row + 1}:${startPosition.column + 1}`;

/** `tls.Config` as a value: a member of what the import stands for. */
export function typeValue(node: Node): Value | undefined {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
      return name(node.text, spanOf(node));
    case 'qualified_type': {
      const scope = node.childForFieldName('package');
      const id = node.childForFieldName('name');
      return scope && id ? member(name(scope.text, spanOf(scope)), id.text, spanOf(node)) : undefined;
    }
    case 'pointer_type':
    case 'parenthesized_type':
    case 'generic_type': {
      const inner = node.childForFieldName('type') ?? node.namedChildren[0];
      return inner ? typeValue(inner) : undefined;
    }
    default:
      return undefined;
  }
}

export type Shape =
  | { readonly kind: 'list' | 'map'; readonly element: Node | null }
  | { readonly kind: 'struct'; readonly fields: readonly string[] }
  /** A type of another file or package: what its literals look like is seen from them alone. */
  | { readonly kind: 'named' }
  | { readonly kind: 'other' };

/** What a literal of this type is made of. */
export function shapeOf(node: Node, file: GoFile, seen = 0): Shape {
  switch (node.type) {
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type':
      return { kind: 'list', element: node.childForFieldName('element') };
    case 'map_type':
      return { kind: 'map', element: node.childForFieldName('value') };
    case 'struct_type':
      return { kind: 'struct', fields: structFields(node).flatMap((field) => field.names) };
    case 'pointer_type':
    case 'parenthesized_type':
    case 'generic_type': {
      const inner = node.childForFieldName('type') ?? node.namedChildren[0];
      return inner && seen < 8 ? shapeOf(inner, file, seen + 1) : { kind: 'other' };
    }
    case 'type_identifier':
    case 'identifier': {
      const declared = file.types.get(node.text);
      if (declared) return seen < 8 ? shapeOf(declared, file, seen + 1) : { kind: 'other' };
      return BASIC.has(node.text) ? { kind: 'other' } : { kind: 'named' };
    }
    case 'qualified_type':
      return { kind: 'named' };
    default:
      return { kind: 'other' };
  }
}

export interface StructField {
  readonly names: readonly string[];
  readonly type: Node;
  readonly embedded: boolean;
  readonly pointer: boolean;
  readonly node: Node;
}

/** An embedded type gives its own name to the field that holds it. */
export function structFields(struct: Node): StructField[] {
  const [body] = namedChildren(struct);
  return (body ? namedChildren(body) : []).flatMap((node): StructField[] => {
    const type = node.childForFieldName('type');
    if (node.type !== 'field_declaration' || type === null) return [];
    const names = node.childrenForFieldName('name').flatMap((id) => (id?.isNamed ? [id.text] : []));
    const embedded = names.length === 0;
    const pointer = node.children.some((child) => child?.type === '*');
    return [{ names: embedded ? [typeName(type).replace(/^.*\./, '')] : names, type, embedded, pointer, node }];
  });
}

const NUMBERS = new Set(
  'int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr byte rune float32 float64 complex64 complex128'.split(
    ' ',
  ),
);

/** Types whose conversions change nothing that is asked about. */
export const isNumeric = (id: string): boolean => NUMBERS.has(id);

const BASIC: ReadonlySet<string> = new Set([...NUMBERS, 'string', 'bool', 'error', 'any', 'comparable']);

/** Types that the language itself brings. */
export const isBasic = (id: string): boolean => BASIC.has(id);

/** Standard types that hold nil until something is put into them; the grammar cannot tell them from structs. */
const INTERFACES = new Set(
  (
    'context.Context net.Conn net.Listener net.Addr net.Error net.PacketConn http.Handler http.RoundTripper http.ResponseWriter ' +
    'http.CookieJar http.FileSystem http.Flusher io.Reader io.Writer io.Closer io.ReadCloser io.WriteCloser io.ReadWriter ' +
    'io.ReadWriteCloser io.ReadSeeker io.ReaderAt fs.FS fs.File fs.FileInfo os.FileInfo os.Signal hash.Hash ' +
    'crypto.PublicKey crypto.PrivateKey crypto.Signer crypto.Decrypter driver.Conn driver.Driver driver.Connector ' +
    'reflect.Type sync.Locker fmt.Stringer sort.Interface ast.Node http.HandlerFunc context.CancelFunc'
  ).split(' '),
);

/** The zero value of a type. A struct is there from the start and can be written into. */
export function zeroOf(type: Node, file: GoFile, span: Span, seen = 0): Value {
  switch (type.type) {
    case 'slice_type':
      // A nil slice appends like an empty one; only bytes are compared with nil to learn whether they were read.
      return typeName(type) === '[]byte' ? constant(null, span) : list([], span);
    case 'array_type':
      return unknown('zero value', span);
    case 'struct_type':
      return record([], span, isUnnamedClass(type) ? name(unnamedClass(type), span) : undefined);
    case 'generic_type':
      return record([], span, typeValue(type));
    case 'qualified_type':
      if (type.text === 'time.Duration') return constant(0, span);
      return INTERFACES.has(type.text) ? constant(null, span) : record([], span, typeValue(type));
    case 'identifier':
    case 'type_identifier': {
      if (type.text === 'string') return text('', span);
      if (type.text === 'bool') return constant(false, span);
      if (isNumeric(type.text)) return constant(0, span);
      if (BASIC.has(type.text)) return constant(null, span);
      // Structs are by far what is declared by value, also where another file declares the type.
      const declared = file.types.get(type.text);
      const isStruct = declared === undefined || declared.type === 'struct_type' || declared.type === 'qualified_type';
      return isStruct || seen > 8 ? record([], span, typeValue(type)) : zeroOf(declared, file, span, seen + 1);
    }
    default:
      return constant(null, span);
  }
}
