/**
 * Shell scripts, read with the grammar of bash. A command is a call of a name, its words are the arguments; variables
 * keep their `$`, and what goes into the environment is written to `__env__`. What `--cacert` means, models know.
 */
import type { FrontEnd } from '../lower.js';
import { loadGrammar, syntaxErrors } from '../tree-sitter.js';
import { Source } from './source.js';
import { lowerBlock } from './statements.js';

const parse = await loadGrammar('bash');

export const lowerShell: FrontEnd = (path, text) =>
  parse(text, (root) => {
    const source = new Source(text);
    const body = lowerBlock(root, source);
    return { path, language: 'shell', imports: source.imports, body, errors: syntaxErrors(root) };
  });
