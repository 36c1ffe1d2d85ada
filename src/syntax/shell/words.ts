/** Words: quoting and escapes undone, expansions left as values. */
import { argument, call, concat, list, name, spread, text, unknown } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { isHere, lowerExpansion, lowerSimpleExpansion } from './expansions.js';
import type { Source } from './source.js';
import { lowerSubstitution } from './substitutions.js';

export function lowerWord(node: Node, source: Source): Value {
  return source.nested(
    () => lowerKind(node, source),
    () => unknown('too deep', spanOf(node)),
  );
}

function lowerKind(node: Node, source: Source): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'word':
    case 'number':
    case 'variable_name':
    case 'test_operator':
    case 'extglob_pattern':
    case 'regex':
    case 'file_descriptor':
      // Where the grammar found an expansion inside a word after all, the word has children.
      return joinPieces(node, node.startIndex, node.endIndex, unescapeWord, source);
    case 'string':
      return lowerQuoted(node, source);
    case 'translated_string': {
      const [inner] = namedChildren(node);
      return inner ? lowerWord(inner, source) : text('', span);
    }
    case 'raw_string':
      return text(node.text.replace(/^'|'$/g, ''), span);
    case 'ansi_c_string':
      return text(unescapeAnsi(node.text.replace(/^\$'|'$/g, '')), span);
    case 'concatenation':
    case 'command_name':
      return join(
        namedChildren(node).map((part) => lowerWord(part, source)),
        span,
      );
    case 'simple_expansion':
      return lowerSimpleExpansion(node);
    case 'expansion':
      return lowerExpansion(node, source);
    case 'command_substitution':
      return isHere(node.text, span) ?? lowerSubstitution(node, source);
    case 'process_substitution':
      return unknown(node.type, span, [lowerSubstitution(node, source)]);
    case 'array':
      return list(lowerWords(namedChildren(node), source), span);
    default:
      return unknown(
        node.type,
        span,
        namedChildren(node).map((part) => lowerWord(part, source)),
      );
  }
}

/** Arguments of a command. `"$@"`, `"${files[@]}"` and `certs/*.pem` are many words, everything else is one. */
export function lowerWords(nodes: readonly Node[], source: Source): Argument[] {
  return nodes.map((node) => {
    const value = lowerWord(node, source);
    const span = spanOf(node);
    if (isList(node)) return spread(value, span);
    return isPattern(node)
      ? spread(call(name('op:paths', span), [argument(value)], span), span)
      : argument(value, span);
  });
}

/** A star outside quotes stands for names of files. */
const isPattern = (node: Node): boolean =>
  node.type === 'concatenation'
    ? namedChildren(node).some(isPattern)
    : node.type === 'word' && /(?<!\\)\*/.test(node.text);

export const isList = (node: Node): boolean => /^"?\$(?:@|\*|\{@\}|\{\w+\[[@*]\]\})"?$/.test(node.text);

/** What `for x in …` goes over. Expansions without quotes are split at white space. */
export function lowerLoopWords(nodes: readonly Node[], source: Source): Value {
  const [first] = nodes;
  if (first && nodes.length === 1 && isList(first)) return lowerWord(first, source);
  const items = lowerWords(nodes, source).map((item, position): Argument => {
    const type = nodes[position]?.type ?? '';
    const splits = /^(simple_expansion|expansion|command_substitution)$/.test(type) && !item.spread;
    return splits ? spread(call(name('op:words', item.span), [argument(item.value)], item.span), item.span) : item;
  });
  const span = items[0]?.span ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return list(items, span);
}

function lowerQuoted(node: Node, source: Source): Value {
  const end = node.text.length > 1 && node.text.endsWith('"') ? node.endIndex - 1 : node.endIndex;
  return joinPieces(node, node.startIndex + 1, end, unescapeDouble, source);
}

/**
 * Text and expansions between two places, in turn. The text is cut from the script itself: the grammar leaves line breaks
 * out of its pieces.
 */
export function joinPieces(
  node: Node,
  start: number,
  end: number,
  decode: (raw: string) => string,
  source: Source,
): Value {
  const span = spanOf(node);
  const parts: Value[] = [];
  let from = start;
  const take = (to: number): void => {
    if (to > from) parts.push(text(decode(source.text.slice(from, to)), span));
  };
  for (const child of namedChildren(node)) {
    if (child.startIndex < from || child.endIndex > end || !isExpansion(child)) continue;
    take(child.startIndex);
    parts.push(lowerWord(child, source));
    from = child.endIndex;
  }
  take(end);
  return join(parts, span);
}

/** A single value needs no joining: in a shell everything is text already. */
export function join(parts: readonly Value[], span: Span): Value {
  const [only, ...others] = parts;
  if (only === undefined || others.length > 0) return concat(parts, span);
  return only.kind === 'text' ? text(only.value, span) : only;
}

function isExpansion(node: Node): boolean {
  switch (node.type) {
    case 'simple_expansion':
    case 'expansion':
    case 'command_substitution':
    case 'arithmetic_expansion':
    case 'process_substitution':
    case 'string':
    case 'raw_string':
    case 'ansi_c_string':
    case 'concatenation':
      return true;
    default:
      return false;
  }
}

export const unescapeWord = (raw: string): string => raw.replace(/\\(?:\r?\n|(.))/g, (_, char) => char ?? '');

/** In double quotes a backslash counts only before these. */
export const unescapeDouble = (raw: string): string => raw.replace(/\\(?:\r?\n|(["\\$`]))/g, (_, char) => char ?? '');

/** In a heredoc a double quote is nothing special. */
export const unescapeHeredoc = (raw: string): string => raw.replace(/\\(?:\r?\n|([\\$`]))/g, (_, char) => char ?? '');

const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  f: '\f',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
};

/** `$'…\n'`, as in C. */
const unescapeAnsi = (raw: string): string =>
  raw.replace(/\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))/gs, (_, hex, point, octal, char) => {
    if (hex ?? point) return String.fromCharCode(Number.parseInt(hex ?? point, 16));
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return ANSI[char] ?? char;
  });
