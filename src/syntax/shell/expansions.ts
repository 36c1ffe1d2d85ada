/** `$X`, `${X:-default}`, and the ways in which a script asks where it lies itself. */
import { argument, bind, both, call, concat, either, member, name, text, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import type { Source } from './source.js';
import { joinPieces, lowerWord, unescapeDouble } from './words.js';

export function lowerSimpleExpansion(node: Node): Value {
  const span = spanOf(node);
  return variable(node.text.slice(1), span);
}

export function variable(id: string, span: Span): Value {
  if (id === '0' || id === 'BASH_SOURCE') return name('__file__', span);
  // Where the script was started, or went to: a relative path says as much.
  if (id === 'PWD') return text('.', span);
  return name(`$${id === '*' ? '@' : id}`, span);
}

const SELF = '(?:\\$0|\\$\\{0\\}|\\$BASH_SOURCE|\\$\\{BASH_SOURCE(?:\\[0\\])?(?::-\\$0)?\\})';
const FILE = `(?:${SELF}|\\$\\((?:readlink-f|realpath)${SELF}\\))`;
const FOLDER = `(?:\\$\\(dirname${FILE}\\)|\`dirname${FILE}\`|\\$\\{(?:0|BASH_SOURCE(?:\\[0\\])?)%/\\*\\})`;
const HERE = new RegExp(`^(?:${FOLDER}|\\$\\((?:readlink-f|realpath)${FOLDER}\\))$`);
const ENTERED = new RegExp(`^(?:\\$\\(|\`)cd(?:-P)?${FOLDER}(/[\\w./-]*)?(?:&&|;)pwd(?:-P)?[)\`]$`);

/** `$(dirname "$0")`, `$(cd "${BASH_SOURCE%/*}/.." && pwd)` and their many spellings: the folder of this script. */
export function isHere(written: string, span: Span): Value | null {
  if (!/BASH_SOURCE|\$\{?0/.test(written) || written.length > 200) return null;
  const plain = written.replace(/ -- |["\s]|[12&]?>+\s*(?:&[12]|\/dev\/null)/g, '');
  if (HERE.test(plain)) return name('__dir__', span);
  const entered = ENTERED.exec(plain);
  if (entered === null) return null;
  return entered[1] ? concat([name('__dir__', span), text(entered[1], span)], span) : name('__dir__', span);
}

/** `${…}`: the variable, then an operator, then what the operator works with. */
export function lowerExpansion(node: Node, source: Source): Value {
  const span = spanOf(node);
  const here = isHere(node.text, span);
  if (here) return here;
  const [subject, ...rest] = namedChildren(node);
  const indirect = node.child(1)?.type;
  if (subject === undefined || indirect === '!' || indirect === '#') {
    return unknown(node.type, span, subject ? [lowerSubject(subject, source)] : []);
  }
  const value = lowerSubject(subject, source);
  const sign = operatorAfter(node, subject);
  if (sign === null) return value;
  const end = node.text.endsWith('}') ? node.endIndex - 1 : node.endIndex;
  const given = (): Value => joinPieces(node, sign.end, end, unescapeDouble, source);
  switch (sign.text) {
    case ':-':
    case '-':
      return either(value, given(), span);
    case ':=':
    case '=': {
      const filled = either(value, given(), span);
      if (value.kind === 'name')
        source.runFirst(bind(value.name, filled, span, { scope: source.scopeOf(value.name.slice(1)) }));
      return value.kind === 'name' ? value : filled;
    }
    case ':+':
    case '+':
      return both(value, given(), span);
    case ':?':
    case '?':
      return value;
    default: {
      const pattern = source.text.slice(sign.start, end);
      if (pattern === '%/*') return call(name('dirname', span), [argument(value)], span);
      if (pattern === '##*/') return call(name('basename', span), [argument(value)], span);
      return unknown(`expansion ${sign.text}`, span, [value, ...rest.map((part) => lowerWord(part, source))]);
    }
  }
}

function operatorAfter(node: Node, subject: Node): { text: string; start: number; end: number } | null {
  for (const child of node.children) {
    if (child === null || child.startIndex < subject.endIndex || child.isNamed) continue;
    return child.text === '}' ? null : { text: child.text, start: child.startIndex, end: child.endIndex };
  }
  return null;
}

/** `X`, `1`, `files[0]`, `files[@]` (all of them: the array itself). */
function lowerSubject(node: Node, source: Source): Value {
  const span = spanOf(node);
  if (node.type !== 'subscript') return variable(node.text, span);
  return lowerSubscript(node, source);
}

export function lowerSubscript(node: Node, source: Source): Value {
  const span = spanOf(node);
  const array = variable(node.childForFieldName('name')?.text ?? '', span);
  const index = node.childForFieldName('index');
  if (index === null || index.text === '@' || index.text === '*') return array;
  if (array.kind === 'name' && array.name === '__file__') return array;
  const key = lowerWord(index, source);
  return member(array, key.kind === 'text' ? key.value : key, span);
}
