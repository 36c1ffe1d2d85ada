/**
 * Python to the neutral form. This folder knows the tree-sitter grammar of Python and how the language's own constructs
 * (`with`, `:=`, data classes, formatting) say in plain steps what they mean; what a library does with them it leaves to
 * the models.
 */
import type { Unit } from '../../ir/step.js';
import { loadGrammar, syntaxErrors } from '../tree-sitter.js';
import { fileScope, type PythonFile } from './scope.js';
import { lowerBlock } from './statements.js';

const parse = await loadGrammar('python');

export function lowerPython(path: string, text: string): Unit {
  return parse(text, (root) => {
    const file: PythonFile = { imports: [], dataFields: new Map(), depth: 0 };
    const body = lowerBlock(root, fileScope(file));
    return { path, language: 'python', imports: file.imports, body, errors: syntaxErrors(root) };
  });
}
