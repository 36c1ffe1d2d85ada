/** Names and types as models match them: `std::unique_ptr<ssl::context>` is `ssl::context`, `const char *` is `char`. */
import { name } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import type { CFile } from './scope.js';

/** `a::b::c` without template arguments and without a leading `::`. */
export function qualifiedName(node: Node): string {
  switch (node.type) {
    case 'qualified_identifier': {
      const scope = node.childForFieldName('scope');
      const id = node.childForFieldName('name');
      const inner = id ? qualifiedName(id) : '';
      return scope ? `${qualifiedName(scope)}::${inner}` : inner;
    }
    case 'template_type':
    case 'template_function':
    case 'template_method': {
      const id = node.childForFieldName('name');
      return id ? qualifiedName(id) : node.text;
    }
    case 'dependent_name':
    case 'dependent_type': {
      const inner = namedChildren(node).at(-1);
      return inner ? qualifiedName(inner) : node.text;
    }
    default:
      return node.text.replace(/\s+/g, ' ');
  }
}

const SMART_POINTERS = new Set(
  ['unique_ptr', 'shared_ptr', 'weak_ptr', 'optional', 'reference_wrapper'].flatMap((id) => [id, `std::${id}`]),
).add('QSharedPointer');

/** The innermost template in `std::unique_ptr<X>` stands at the end of a qualified name. */
export function templateOf(node: Node): Node | null {
  let at: Node | null = node;
  while (at?.type === 'qualified_identifier') at = at.childForFieldName('name');
  return at?.type === 'template_type' || at?.type === 'template_function' || at?.type === 'template_method' ? at : null;
}

export function firstTypeArgument(node: Node): Node | null {
  const given = templateOf(node)?.childForFieldName('arguments');
  const first = given ? namedChildren(given)[0] : undefined;
  return first?.type === 'type_descriptor' ? first.childForFieldName('type') : (first ?? null);
}

export const isSmartPointer = (type: Node): boolean => SMART_POINTERS.has(qualifiedName(type));

/** Undefined where the type says nothing: `auto`, `decltype(x)`. */
export function typeName(node: Node | null): string | undefined {
  if (node === null) return undefined;
  switch (node.type) {
    case 'placeholder_type_specifier':
    case 'auto':
    case 'decltype':
      return undefined;
    case 'type_descriptor':
      return typeName(node.childForFieldName('type'));
    case 'struct_specifier':
    case 'class_specifier':
    case 'union_specifier':
    case 'enum_specifier': {
      const id = node.childForFieldName('name');
      return id ? qualifiedName(id) : undefined;
    }
    case 'sized_type_specifier':
      return node.childForFieldName('type')?.text ?? node.text;
    case 'macro_type_specifier':
      return node.childForFieldName('name')?.text;
    default: {
      const pointed = isSmartPointer(node) ? firstTypeArgument(node) : null;
      return pointed ? typeName(pointed) : qualifiedName(node);
    }
  }
}

const STRINGS =
  /^(?:std::)?(?:w?string|string_view|filesystem::path|[io]?stringstream)$|^(?:String|QString|CString|CStringA|fs::path)$/;

/** Types that hold a text and are made of one: to convert into them changes nothing. */
export const isString = (type: string | undefined): boolean => type !== undefined && STRINGS.test(type);

const LISTS =
  /^(?:std::)?(?:vector|list|deque|set|unordered_set|array|initializer_list|span)$|^Q(?:List|Vector|StringList|ByteArrayList)$/;
const MAPS = /^(?:std::)?(?:map|unordered_map|multimap)$|^Q(?:Map|Hash|VariantMap)$/;

export const isList = (type: string | undefined): boolean => type !== undefined && LISTS.test(type);
export const isMap = (type: string | undefined): boolean => type !== undefined && MAPS.test(type);

const SCALARS =
  /^(?:std::)?(?:u?int\w*_t|s?size_t|ptrdiff_t|time_t|off_t|\w+_(?:err|error|handle|code|status|result|ret)_t)$/;
const NUMBERS =
  /^(?:bool|BOOL|BOOLEAN|boolean|byte|BYTE|WORD|DWORD|UINT|INT|LONG|ULONG|uint|ulong|ushort|uchar|u?int(?:8|16|32|64)|u8|u16|u32|u64|gboolean|gint|guint|gsize|curl_off_t|CURLcode|CURLMcode|err_t|HANDLE|HRESULT|SOCKET|LP\w+|PC?\w*STR|va_list|pid_t|mode_t|socklen_t|unsigned|signed|long|short)$/;

/** Whether a variable of this type is an object, so that it is there before anything is assigned to it. */
export function isObjectType(type: Node | null, file: CFile): boolean {
  switch (type?.type) {
    case 'struct_specifier':
    case 'class_specifier':
    case 'union_specifier':
    case 'template_type':
      return true;
    case 'type_identifier':
    case 'qualified_identifier': {
      if (isSmartPointer(type)) return false;
      const id = qualifiedName(type);
      const declared = file.typedefs.get(id);
      return declared ? declared === 'object' : !SCALARS.test(id) && !NUMBERS.test(id);
    }
    default:
      return false;
  }
}

/** A type as a value that a call can stand on. */
export function typeValue(type: Node): Value | undefined {
  const written = typeName(type);
  return written === undefined ? undefined : name(written, spanOf(type));
}
