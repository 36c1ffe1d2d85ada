import type { Import } from '../../ir/step.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';

/** `import a.b` binds `a`; `import a.b as c` binds the inner module. */
export function importsOf(node: Node): Import[] {
  return node.childrenForFieldName('name').flatMap((child): Import[] => {
    if (child === null) return [];
    const span = spanOf(child);
    const alias = child.childForFieldName('alias');
    const qualified = dotted(child.type === 'aliased_import' ? child.childForFieldName('name') : child);
    if (alias) return [{ local: alias.text, qualified, span }];
    const [first = ''] = qualified.split('.');
    return [{ local: first, qualified: first, span }];
  });
}

/** `from x import y as z`, `from .settings import CA`, `from x import *`. */
export function importsFrom(node: Node): Import[] {
  const from = node.childForFieldName('module_name');
  const relative = from?.type === 'relative_import' ? ({ relative: true } as const) : {};
  const module = dotted(from);
  const imports = node.childrenForFieldName('name').flatMap((child): Import[] => {
    if (child === null) return [];
    const imported = dotted(child.type === 'aliased_import' ? child.childForFieldName('name') : child);
    const local = child.childForFieldName('alias')?.text ?? imported;
    return [{ local, qualified: join(module, imported), ...relative, span: spanOf(child) }];
  });
  const open = namedChildren(node).find((child) => child.type === 'wildcard_import');
  return open ? [...imports, { local: '*', qualified: module, ...relative, span: spanOf(open) }] : imports;
}

/** `from . import x` is `.x`; a second dot would mean the package above. */
function join(module: string, imported: string): string {
  return module.endsWith('.') ? `${module}${imported}` : `${module}.${imported}`;
}

/** Line breaks and spaces may stand inside a dotted name. */
function dotted(node: Node | null): string {
  return node?.text.replace(/[\s\\]+/g, '') ?? '';
}
