/**
 * Ruby to the neutral form. This folder knows the tree-sitter grammar of Ruby and what the language itself makes of it:
 * which bare words are variables and which are calls, what the last expression of a body is for, what a heredoc holds.
 * What a library does in its blocks and class bodies it leaves to the models.
 */
import { bind, text as literal } from '../../ir/build.js';
import type { Step, Unit } from '../../ir/step.js';
import { loadGrammar, type Node, syntaxErrors } from '../tree-sitter.js';
import { heredocsOf } from './heredocs.js';
import { fileScope, type RubyFile } from './scope.js';
import { lowerBody } from './statements.js';

const parse = await loadGrammar('ruby');

export function lowerRuby(path: string, text: string): Unit {
  const readable = text.replace(SPACED_SIGIL, ' $1');
  return (
    parse(text, (root) => (root.hasError && readable !== text ? null : lowered(path, text, root))) ??
    parse(readable, (root) => lowered(path, text, root))
  );
}

/** `def get(url, & block)`: the grammar does not know the blank that Ruby allows. */
const SPACED_SIGIL = /(?<=[(,|][ \t]*|\bdef [\w.]+[?!]? )([&*]{1,2}) (?=[a-z_]\w*[ \t]*(?:[,)|]|$))/gm;

function lowered(path: string, text: string, root: Node): Unit {
  const file: RubyFile = { text, imports: [], heredocs: heredocsOf(root, text), depth: 0 };
  const body = [...dataOf(text), ...lowerBody(root, fileScope(file), { kind: 'drop' })];
  return { path, language: 'ruby', imports: file.imports, body, ownVariables: true, errors: syntaxErrors(root) };
}

/** `DATA` is the text behind a line `__END__`. */
function dataOf(source: string): Step[] {
  const mark = /^__END__\r?\n/m.exec(source);
  if (!mark) return [];
  const start = mark.index + mark[0].length;
  const line = source.slice(0, start).split('\n').length;
  const lines = source.slice(start).split('\n');
  const span = { line, column: 1, endLine: line + lines.length - 1, endColumn: (lines.at(-1)?.length ?? 0) + 1 };
  return [bind('DATA', literal(source.slice(start), span), span)];
}
