/**
 * The text behind `#define NAME`. The grammars leave it unread, since it may be anything; here it is read as one expression
 * (literals, names, calls, operators), and given up where it is something else.
 */
import {
  argument,
  call,
  choice,
  concat,
  constant,
  joinSpans,
  list,
  member,
  name,
  operator,
  text,
} from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Token, tokensOf } from './macro-tokens.js';
import { combine, literalKey, unary } from './operators.js';
import { characterCode, literalText, numberOf } from './strings.js';

/** Undefined where the text is not one expression. */
export function readMacro(source: string, line: number, column: number): Value | undefined {
  const read = tokensOf(source, line, column);
  if (read === undefined || read.length === 0) return undefined;
  const reader = new MacroReader(read);
  const value = reader.expression(0);
  return value && reader.isAtEnd() ? value : undefined;
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

const TYPE_WORD =
  /^(?:const|unsigned|signed|struct|char|int|long|short|void|float|double|bool|\w+_t|\w+::\w+|[A-Z]\w*)$/;

class MacroReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  private sign(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.at += 1;
    return true;
  }

  expression(least: number): Value | undefined {
    if (this.depth > 100) return undefined;
    this.depth += 1;
    let left = this.prefixed();
    while (left) {
      const token = this.tokens[this.at];
      const rank = token?.kind === 'sign' ? PRECEDENCE[token.text] : undefined;
      if (token === undefined || rank === undefined || rank <= least) break;
      this.at += 1;
      const right = this.expression(rank);
      left = right && combine(token.text, left, right, joinSpans(left.span, right.span));
    }
    if (left && least === 0 && this.sign('?')) left = this.arms(left);
    this.depth -= 1;
    return left;
  }

  private arms(condition: Value): Value | undefined {
    const then = this.expression(0);
    const otherwise = then && this.sign(':') ? this.expression(0) : undefined;
    return then && otherwise && choice(condition, then, otherwise, joinSpans(condition.span, otherwise.span));
  }

  private prefixed(): Value | undefined {
    const token = this.tokens[this.at];
    if (token?.kind === 'sign' && '&*-+!~'.includes(token.text) && token.text.length === 1) {
      this.at += 1;
      const operand = this.depth > 100 ? undefined : this.nested();
      return operand && unary(token.text, operand, joinSpans(token.span, operand.span));
    }
    if (this.skipCast()) return this.nested();
    return this.postfixed();
  }

  private nested(): Value | undefined {
    this.depth += 1;
    const value = this.prefixed();
    this.depth -= 1;
    return value;
  }

  /** `(const char *) x`: brackets with nothing but words of a type, and an operand behind them. */
  private skipCast(): boolean {
    if (this.tokens[this.at]?.text !== '(' || this.depth > 100) return false;
    let end = this.at + 1;
    while (this.isTypeWord(end)) end += 1;
    const next = this.tokens[end + 1];
    const isOperand = next !== undefined && (next.kind !== 'sign' || next.text === '(');
    if (end === this.at + 1 || this.tokens[end]?.text !== ')' || !isOperand) return false;
    this.at = end + 1;
    return true;
  }

  private isTypeWord(at: number): boolean {
    const token = this.tokens[at];
    return token?.kind === 'name' ? TYPE_WORD.test(token.text) : token?.text === '*';
  }

  private postfixed(): Value | undefined {
    let value = this.primary();
    while (value) {
      const start: Span = value.span;
      if (this.sign('(')) {
        const args = this.list(')');
        value = args && call(value, args, joinSpans(start, this.last()));
      } else if (this.sign('[')) {
        const key = this.expression(0);
        value =
          key && this.sign(']') ? member(value, literalKey(key) ?? key, joinSpans(start, this.last())) : undefined;
      } else if (this.sign('.') || this.sign('->')) {
        const field = this.tokens[this.at++];
        value = field?.kind === 'name' ? member(value, field.text, joinSpans(start, field.span)) : undefined;
      } else break;
    }
    return value;
  }

  private last(): Span {
    return this.tokens[this.at - 1]!.span;
  }

  /** Up to the bracket that closes; the last comma may have nothing behind it. */
  private list(end: ')' | '}'): Argument[] | undefined {
    const args: Argument[] = [];
    while (!this.sign(end)) {
      const value = this.expression(0);
      if (value === undefined) return undefined;
      args.push(argument(value));
      if (!this.sign(',') && this.tokens[this.at]?.text !== end) return undefined;
    }
    return args;
  }

  private primary(): Value | undefined {
    const token = this.tokens[this.at];
    if (token === undefined) return undefined;
    if (token.kind === 'sign') {
      if (this.sign('{')) {
        const items = this.list('}');
        return items && list(items, joinSpans(token.span, this.last()));
      }
      if (!this.sign('(')) return undefined;
      const value = this.expression(0);
      return value && this.sign(')') ? value : undefined;
    }
    this.at += 1;
    const value = atom(token);
    const next = this.tokens[this.at];
    const isText =
      value?.kind === 'text' || (value?.kind === 'name' && (next?.kind === 'string' || areMacros(token, next)));
    return value && isText ? this.adjacent(value) : value;
  }

  /** `"a" NAME "b"`. */
  private adjacent(first: Value): Value {
    const parts = [first];
    for (let next = this.tokens[this.at]; next; next = this.tokens[this.at]) {
      const value = next.kind === 'string' || next.kind === 'name' ? atom(next) : undefined;
      if (value === undefined) break;
      this.at += 1;
      parts.push(value);
    }
    return concat(parts, joinSpans(first.span, parts.at(-1)!.span));
  }
}

/** Macros that hold literals, one behind the other: `ROOT_ONE ROOT_TWO`. */
const areMacros = (one: Token, next: Token | undefined): boolean =>
  [one, next].every((token) => token?.kind === 'name' && /^[A-Z][A-Z0-9_]+$/.test(token.text));

function atom({ kind, text: written, span }: Token): Value | undefined {
  switch (kind) {
    case 'string':
      return text(literalText(written), span);
    case 'character':
      return constant(characterCode(written), span);
    case 'number': {
      const value = numberOf(written);
      return value === undefined ? undefined : constant(value, span);
    }
    case 'name':
      return wordValue(written, span);
    case 'sign':
      return undefined;
  }
}

const STATEMENT_WORD = /^(?:if|else|do|while|for|switch|return|goto|case|sizeof|struct|const|static|extern|typedef)$/;

/** A name, or one of the words that every header defines alike. Statements are no expressions. */
function wordValue(written: string, span: Span): Value | undefined {
  if (STATEMENT_WORD.test(written)) return undefined;
  switch (written) {
    case 'true':
    case 'TRUE':
      return constant(true, span);
    case 'false':
    case 'FALSE':
      return constant(false, span);
    case 'NULL':
    case 'nullptr':
      return constant(null, span);
    case 'this':
      return name('this', span);
    default:
      return name(written.replace(/^::/, ''), span);
  }
}

/** `defined(X)` as a value, wherever it is asked. */
export const definedValue = (macro: string, span: Span): Value => operator('defined', [text(macro, span)], span);
