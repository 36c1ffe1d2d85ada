/** Simple commands, their redirections, and the commands that only run another one. */
import { argument, call, keyword, name, text, unknown } from '../../ir/build.js';
import type { Argument, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanFrom, spanOf } from '../tree-sitter.js';
import { exportVariable, lowerAssignment } from './assignments.js';
import type { Source } from './source.js';
import { join, joinPieces, lowerWord, lowerWords, unescapeHeredoc } from './words.js';

export interface Command {
  /** The program's name without its folder; null where a variable names it. */
  readonly program: string | null;
  readonly callee: Value;
  readonly arguments: readonly Argument[];
}

const REDIRECTS = /^(file_redirect|heredoc_redirect|herestring_redirect)$/;

/** Reads a command; `redirects` are those around it. Variables set for it alone are set first. */
export function readCommand(node: Node, redirects: readonly Node[], source: Source): Command {
  const parts = namedChildren(node);
  const own = parts.filter((part) => REDIRECTS.test(part.type));
  for (const part of parts) {
    // The environment of one command; that it ends with the command has not mattered to what a client trusts.
    if (part.type === 'variable_assignment') source.runFirst(...lowerAssignment(part, 'environment', source));
  }
  const words = parts.filter((part) => part.type !== 'variable_assignment' && !REDIRECTS.test(part.type));
  const unwrapped = unwrap(words, source);
  const [program] = unwrapped;
  const inputs = [...own, ...redirects].flatMap((redirect) => lowerRedirect(redirect, source));
  if (program === undefined) return { program: '', callee: name('', spanOf(node)), arguments: inputs };
  const callee = lowerWord(program, source);
  const given = [...lowerWords(unwrapped.slice(1), source), ...inputs];
  if (callee.kind !== 'text') return { program: null, callee, arguments: given };
  const id = callee.value.slice(callee.value.lastIndexOf('/') + 1);
  return { program: id, callee: name(id, callee.span), arguments: given };
}

export function lowerCommand(node: Node, redirects: readonly Node[], source: Source): Value {
  const command = readCommand(node, redirects, source);
  return commandValue(node, command, redirects);
}

export function commandValue(node: Node, { callee, arguments: given }: Command, redirects: readonly Node[]): Value {
  const last = redirects.filter((redirect) => redirect.type !== 'heredoc_redirect').at(-1);
  return call(callee, given, last ? spanFrom(node, last) : spanOf(node));
}

/** Each runs the command that follows its own options; the value names options that take a word. */
const WRAPPERS: Readonly<Record<string, RegExp>> = {
  exec: /^-a$/,
  command: /^$/,
  builtin: /^$/,
  nohup: /^$/,
  time: /^-[fo]$/,
  nice: /^-n$/,
  sudo: /^-[ugpCh]$/,
  env: /^-[uCS]$/,
};

/** `exec curl …`, `sudo -u pay env CA=x curl …`: the words from `curl` on. */
function unwrap(words: readonly Node[], source: Source): readonly Node[] {
  const wrapper = words[0]?.text ?? '';
  const takesWord = Object.hasOwn(WRAPPERS, wrapper) ? WRAPPERS[wrapper] : undefined;
  if (takesWord === undefined) return words;
  let position = 1;
  for (; position < words.length; position += 1) {
    const word = words[position]?.text ?? '';
    const assigned = /^(\w+)=/.exec(word);
    if (assigned && (wrapper === 'env' || wrapper === 'sudo')) {
      setFromWord(words[position], assigned[1] ?? '', source);
    } else if (takesWord.test(word)) position += 1;
    else if (!word.startsWith('-')) break;
  }
  // `exec > log` and `command -v curl` run nothing.
  const isQuestion = wrapper === 'command' && /^-[vV]$/.test(words[1]?.text ?? '');
  return position >= words.length || isQuestion ? words : unwrap(words.slice(position), source);
}

function setFromWord(node: Node | undefined, id: string, source: Source): void {
  if (node === undefined) return;
  const whole = lowerWord(node, source);
  const [first, ...rest] = whole.kind === 'concat' ? whole.parts : [whole];
  if (first?.kind !== 'text') return;
  const start = first.value.slice(id.length + 1);
  const value = join(start === '' && rest.length > 0 ? rest : [text(start, first.span), ...rest], whole.span);
  source.runFirst(exportVariable(id, value, spanOf(node)));
}

/**
 * What goes in and out: `stdin` is text (a heredoc, a here-string), `stdin-file` and `stdout` are paths.
 * Where error messages go does not matter.
 */
function lowerRedirect(node: Node, source: Source): Argument[] {
  const span = spanOf(node);
  if (node.type === 'heredoc_redirect') {
    const inner = namedChildren(node).filter((part) => part.type === 'file_redirect');
    return [
      keyword('stdin', lowerHeredoc(node, source), span),
      ...inner.flatMap((part) => lowerRedirect(part, source)),
    ];
  }
  if (node.type === 'herestring_redirect') {
    const [word] = namedChildren(node).filter((part) => part.type !== 'file_descriptor');
    return word ? [keyword('stdin', lowerWord(word, source), span)] : [];
  }
  const target = node.childForFieldName('destination');
  const sign = node.children.find((child) => child && !child.isNamed)?.text ?? '';
  const descriptor = node.childForFieldName('descriptor')?.text ?? '1';
  if (target === null || descriptor !== '1') return [];
  if (sign === '>&') return target.text === '2' ? [keyword('stdout', text('/dev/stderr', span), span)] : [];
  if (!/^(<|>|>>|>\||&>|&>>)$/.test(sign)) return [];
  return [keyword(sign === '<' ? 'stdin-file' : 'stdout', lowerWord(target, source), span)];
}

/** The lines between; `<<-` drops leading tabs, and a quoted word keeps `$` as it is. */
function lowerHeredoc(node: Node, source: Source): Value {
  const parts = namedChildren(node);
  const opening = parts.find((part) => part.type === 'heredoc_start');
  const body = parts.find((part) => part.type === 'heredoc_body');
  const closing = parts.find((part) => part.type === 'heredoc_end');
  const span = body ? spanOf(body) : spanOf(node);
  const start = source.text.indexOf('\n', opening?.endIndex ?? node.startIndex) + 1;
  if (opening === undefined || start === 0) return text('', span);
  const end = closing ? source.text.lastIndexOf('\n', closing.startIndex - 1) + 1 : (body?.endIndex ?? node.endIndex);
  if (end <= start) return text('', span);
  const dropsTabs = node.children.some((child) => child?.type === '<<-');
  const tabs = (raw: string): string => (dropsTabs ? raw.replace(/(^|\n)\t+/g, '$1') : raw);
  if (/['"\\]/.test(opening.text)) return text(tabs(source.text.slice(start, end)), span);
  return body ? joinPieces(body, start, end, (raw) => unescapeHeredoc(tabs(raw)), source) : unknown('heredoc', span);
}

/** `$(< file)` is `$(cat file)`. */
export function readsFile(node: Node, source: Source): Value | null {
  const [only, ...others] = namedChildren(node);
  const target = only?.type === 'file_redirect' ? only.childForFieldName('destination') : null;
  if (target === null || target === undefined || others.length > 0) return null;
  return call(name('cat', spanOf(node)), [argument(lowerWord(target, source))], spanOf(node));
}
