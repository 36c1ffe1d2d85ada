/**
 * C and C++ to the neutral form. This folder knows both tree-sitter grammars and what the languages' own constructs mean in
 * plain steps: macros, adjacent literals, assignments inside conditions, initialisers, constructors. `#if` keeps both
 * sides; pointers, casts and template arguments vanish. What a library does is left to the models.
 */
import type { FrontEnd } from '../lower.js';
import { parseWith, syntaxErrors } from '../tree-sitter.js';
import { fileScope } from './scope.js';
import { lowerFile } from './top-level.js';

export const lowerC: FrontEnd = (path, text) => lowerWith('c', path, text);
export const lowerCpp: FrontEnd = (path, text) => lowerWith('cpp', path, text);

const lowerWith = (language: 'c' | 'cpp', path: string, text: string): ReturnType<FrontEnd> =>
  parseWith(language, withoutAttributes(text), (root) => {
    const scope = fileScope(language, root);
    const body = lowerFile(root, scope);
    const { imports, space } = scope.file;
    return { path, language, imports, body, ...(space !== null && { package: space }), errors: syntaxErrors(root) };
  });

const ATTRIBUTES = 'PROGMEM|ICACHE_RODATA_ATTR|ICACHE_FLASH_ATTR|IRAM_ATTR|DRAM_ATTR|RODATA_ATTR|RTC_DATA_ATTR';

/** Macros that stand for an attribute: known ones anywhere, others between `[]` and `=`. Only those of whole words. */
const ATTRIBUTE = new RegExp(`\\b(?:${ATTRIBUTES})\\b(?!\\s*\\()|(?<=\\]\\s*)\\b[A-Z][A-Z0-9_]{2,}(?=\\s*=[^=])`, 'g');

/**
 * `const char ca[] PROGMEM = "…"` is what every Arduino sketch with a certificate says, and what the grammars take for two
 * statements. Blanks in their place keep all columns.
 */
const withoutAttributes = (text: string): string => text.replace(ATTRIBUTE, (macro) => ' '.repeat(macro.length));
