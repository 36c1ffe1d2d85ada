import type { Span } from '../../ir/value.js';

export interface Token {
  readonly kind: 'string' | 'character' | 'number' | 'name' | 'sign';
  readonly text: string;
  readonly span: Span;
}

const TOKEN =
  /((?:\s|\\\r?\n)+|\/\*[\s\S]*?\*\/|\/\/[^\n]*)|((?:u8|[uUL])?R"([^(\s]*)\([\s\S]*?\)\3"|(?:u8|[uUL])?"(?:[^"\\]|\\[\s\S])*")|((?:[uUL])?'(?:[^'\\]|\\.)+')|(\.?\d[\w.']*)|((?:::)?[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*)|(->|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^!~?:.,()[\]{}<>=])/y;

/** More tokens than any macro that is one expression has. */
const LONGEST = 5_000;

/** Undefined where there is something else than tokens. `line` and `column` are where `source` begins. */
export function tokensOf(source: string, line: number, column: number): Token[] | undefined {
  const found: Token[] = [];
  let lineStart = 1 - column;
  let row = line;
  let at = 0;
  const advance = (length: number): void => {
    for (let i = at; i < at + length; i++) {
      if (source[i] !== '\n') continue;
      row += 1;
      lineStart = i + 1;
    }
    at += length;
  };
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match === null || found.length > LONGEST) return undefined;
    const start = { line: row, column: at - lineStart + 1 };
    const [whole, blank, string, , character, number, id] = match;
    advance(whole.length);
    if (blank !== undefined) continue;
    const kind = string ? 'string' : character ? 'character' : number ? 'number' : id ? 'name' : 'sign';
    found.push({ kind, text: whole, span: { ...start, endLine: row, endColumn: at - lineStart + 1 } });
  }
  return found;
}
