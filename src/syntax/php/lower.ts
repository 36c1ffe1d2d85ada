/**
 * PHP. Variables keep their `$`, so that `$client` and a constant `client` stay apart; functions and methods see only
 * their own variables. What a function such as `curl_setopt` means is the business of the models.
 */
import type { FrontEnd } from '../lower.js';
import { loadGrammar, syntaxErrors } from '../tree-sitter.js';
import { lowerSettings } from './settings.js';
import { Source } from './source.js';
import { lowerBlock } from './statements.js';

const parse = await loadGrammar('php');

export const lowerPhp: FrontEnd = (path, text) =>
  /\.ini(?:-\w+)?$/i.test(path) ? lowerSettings(path, text) : lowerCode(path, text);

const lowerCode: FrontEnd = (path, text) =>
  parse(text, (root) => {
    const source = new Source(text);
    const body = lowerBlock(root, source);
    return {
      path,
      language: 'php',
      imports: source.imports,
      body,
      variablesByInclude: true,
      ...(source.package !== undefined && { package: source.package }),
      errors: syntaxErrors(root),
    };
  });
