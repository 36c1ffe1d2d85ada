/**
 * C and C++ to the neutral form. This folder knows both tree-sitter grammars and what the languages' own constructs mean in
 * plain steps: macros, adjacent literals, assignments inside conditions, initialisers, constructors. `#if` keeps both
 * sides; pointers, casts and template arguments vanish. What a library does is left to the models.
 */
import type { Span } from '../../ir/value.js';
import type { FrontEnd } from '../lower.js';
import { loadGrammar, type Node, spanOf, syntaxErrors } from '../tree-sitter.js';
import { prepared } from './prepare.js';
import { fileScope } from './scope.js';
import { lowerFile } from './top-level.js';

const grammars = { c: await loadGrammar('c'), cpp: await loadGrammar('cpp') };

export const lowerC: FrontEnd = (path, text) => lowerWith('c', path, text);
export const lowerCpp: FrontEnd = (path, text) => lowerWith('cpp', path, text);

const lowerWith = (language: 'c' | 'cpp', path: string, text: string): ReturnType<FrontEnd> =>
  grammars[language](prepared(text), (root) => {
    const scope = fileScope(language, root, grammars[language]);
    const body = lowerFile(root, scope);
    const { imports, space } = scope.file;
    return { path, language, imports, body, ...(space !== null && { package: space }), errors: errorsIn(root) };
  });

/** The C++ grammar takes the macro in `"a" NAME "b"` for an error; it is read as what it is. */
function errorsIn(root: Node): Span[] {
  const lists = root.hasError ? root.descendantsOfType('concatenated_string') : [];
  const names = lists.flatMap((list) => list?.children.filter((child) => child?.isError === true) ?? []);
  const read = new Set(names.flatMap((child) => (child ? [placeOf(spanOf(child))] : [])));
  return syntaxErrors(root, 10 + read.size).filter((error) => !read.has(placeOf(error)));
}

const placeOf = ({ line, column }: Span): string => `${line}:${column}`;
