/**
 * Ruby to the neutral form. This folder knows the tree-sitter grammar of Ruby and what the language itself makes of it:
 * which bare words are variables and which are calls, what the last expression of a body is for, what a heredoc holds.
 * What a library does in its blocks and class bodies it leaves to the models.
 */
import type { Unit } from '../../ir/step.js';
import { parseWith, syntaxErrors } from '../tree-sitter.js';
import { heredocsOf } from './heredocs.js';
import { fileScope, type RubyFile } from './scope.js';
import { lowerBody } from './statements.js';

export function lowerRuby(path: string, text: string): Promise<Unit> {
  return parseWith('ruby', text, (root) => {
    const file: RubyFile = { text, imports: [], heredocs: heredocsOf(root, text), depth: 0 };
    const body = lowerBody(root, fileScope(file), { kind: 'drop' });
    return { path, language: 'ruby', imports: file.imports, body, errors: syntaxErrors(root) };
  });
}
