/** Names: classes, constants, types, `namespace` and `use`. */
import { constant, name, text } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import type { Source } from './source.js';

/** `\A\B` is `A\B`; `namespace\f` is `f` of this name space. */
export const plainName = (written: string): string => written.replace(/^(?:namespace)?\\/i, '').replace(/\s+/g, '');

/** The class that a static method was asked of, or whose object runs: `static::CA` may be that of an heir. */
export const CALLED_CLASS = 'class:called';

/** A class where one is expected: `self` is the class around, `static` the one that was asked, `parent` the one above. */
export function className(node: Node): Value {
  const span = spanOf(node);
  switch (node.text.toLowerCase()) {
    case 'self':
      return name('class', span);
    case 'static':
      return name(CALLED_CLASS, span);
    case 'parent':
      return name('super', span);
    default:
      return name(plainName(node.text), span);
  }
}

/** A bare name in an expression is a constant. Those that PHP itself defines stand for what they hold on a server. */
export function constantName(node: Node): Value {
  const span = spanOf(node);
  const id = plainName(node.text);
  switch (id) {
    case '__DIR__':
      return name('__dir__', span);
    case '__FILE__':
      return name('__file__', span);
    case 'PHP_EOL':
      return text('\n', span);
    case 'DIRECTORY_SEPARATOR':
      return text('/', span);
    default:
      break;
  }
  switch (id.toLowerCase()) {
    case 'true':
      return constant(true, span);
    case 'false':
      return constant(false, span);
    case 'null':
      return constant(null, span);
    default:
      return name(id, span);
  }
}

/** `?Client` and `Client|null` are `Client`; other unions say nothing. */
export function outerType(node: Node | null): string | undefined {
  if (node === null) return undefined;
  switch (node.type) {
    case 'optional_type':
      return outerType(namedChildren(node)[0] ?? null);
    case 'named_type':
    case 'primitive_type':
      return plainName(node.text);
    case 'union_type': {
      const [only, ...others] = namedChildren(node).filter((type) => type.text.toLowerCase() !== 'null');
      return only && others.length === 0 ? outerType(only) : undefined;
    }
    default:
      return undefined;
  }
}

/** `use A\B as C`, `use A\{B, C as D}`, `use function A\f`. */
export function lowerUse(node: Node, source: Source): void {
  const group = node.childForFieldName('body');
  const prefix = group ? namedChildren(node).find((child) => child.type === 'namespace_name') : undefined;
  for (const clause of namedChildren(group ?? node)) {
    if (clause.type !== 'namespace_use_clause') continue;
    const alias = clause.childForFieldName('alias');
    const imported = namedChildren(clause).find((child) => child.id !== alias?.id && child.type.endsWith('name'));
    if (imported === undefined) continue;
    const qualified = plainName(prefix ? `${prefix.text}\\${imported.text}` : imported.text);
    const local = alias?.text ?? qualified.slice(qualified.lastIndexOf('\\') + 1);
    source.imports.push({ local, qualified, span: spanOf(clause) });
  }
}
