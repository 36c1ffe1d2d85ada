import type { Import } from '../../ir/step.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { stringText } from './literals.js';

/** `import "net/http"`, `import h "net/http"`, and the bracketed list of both. */
export function importsOf(declaration: Node): Import[] {
  return namedChildren(declaration).flatMap((child) => {
    if (child.type === 'import_spec_list') return namedChildren(child).flatMap(importOf);
    return child.type === 'import_spec' ? importOf(child) : [];
  });
}

function importOf(spec: Node): Import[] {
  const path = spec.childForFieldName('path');
  const alias = spec.childForFieldName('name');
  if (path === null || alias?.type === 'blank_identifier') return [];
  const qualified = stringText(path);
  const local = alias === null ? packageName(qualified) : alias.type === 'dot' ? '*' : alias.text;
  const relative = /^\.\.?\//.test(qualified);
  return [{ local, qualified, ...(relative && { relative: true }), span: spanOf(spec) }];
}

/**
 * The package clause of the imported code decides its name. By convention it is the last part of the path without a
 * version, and without the `go-` that repositories wear: `go-retryablehttp` cannot be an identifier, `retryablehttp` is.
 */
function packageName(path: string): string {
  const parts = path.split('/');
  const versioned = parts.length > 1 && /^v\d+$/.test(parts.at(-1)!);
  const last = parts.at(versioned ? -2 : -1)!.replace(/\.v\d+$/, '');
  return last.replace(/^go[-.]/, '').replace(/[-.](go|golang)$/, '');
}
