/** Variables: plain, exported, local, read-only, arrays, and `unset`. */
import { bind, concat, constant, list, name, record, spread, text } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Entry, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerSubscript } from './expansions.js';
import type { Source } from './source.js';
import { join, lowerWord } from './words.js';

/** Whom an assignment is for: the script, the function (`local`), the environment too, or that of one command alone. */
export type Purpose = 'plain' | 'local' | 'export' | 'environment';

export const exportVariable = (id: string, value: Value, span: Span): Step => ({
  kind: 'write',
  object: name('__env__', span),
  key: id,
  value,
  span,
});

export function lowerAssignment(node: Node, purpose: Purpose, source: Source): Step[] {
  const span = spanOf(node);
  const target = node.childForFieldName('name');
  if (target === null) return [];
  const given = lowerGiven(node.childForFieldName('value'), span, source);
  const appends = node.children.some((child) => child?.type === '+=');
  if (target.type === 'subscript') {
    const slot = lowerSubscript(target, source);
    return slot.kind === 'member' ? [{ kind: 'write', object: slot.object, key: slot.key, value: given, span }] : [];
  }
  const id = target.text;
  const value = appends ? appended(name(`$${id}`, span), given, span) : given;
  if (purpose === 'environment') return [exportVariable(id, value, span)];
  if (purpose === 'export') source.exported.add(id);
  if (purpose === 'local') source.locals?.add(id);
  if (value.kind === 'name' && value.name === '__dir__') source.here.add(`$${id}`);
  const bound = bind(`$${id}`, value, span, { scope: source.scopeOf(id) });
  return source.exportsAll || source.exported.has(id)
    ? [bound, exportVariable(id, name(`$${id}`, span), span)]
    : [bound];
}

function lowerGiven(node: Node | null, span: Span, source: Source): Value {
  if (node === null) return text('', span);
  if (node.type !== 'array') return lowerWord(node, source);
  const elements = namedChildren(node);
  const keyed = elements.map((element) => /^\[["']?([\w.-]+)["']?\]=/.exec(element.text));
  if (elements.length === 0 || keyed.some((match) => match === null)) return lowerWord(node, source);
  const entries = elements.map((element, position): Entry => {
    const prefix = keyed[position]?.[0] ?? '';
    const whole = lowerWord(element, source);
    const value =
      whole.kind === 'text' ? text(whole.value.replace(/^\[[^\]]*\]=/, ''), whole.span) : afterPrefix(whole, prefix);
    return { key: keyed[position]?.[1] ?? '', value, span: spanOf(element) };
  });
  return record(entries, spanOf(node));
}

function afterPrefix(value: Value, prefix: string): Value {
  if (value.kind !== 'concat') return value;
  const [first, ...rest] = value.parts;
  if (first?.kind !== 'text') return value;
  const start = first.value.slice(prefix.length);
  return join(start === '' ? rest : [text(start, first.span), ...rest], value.span);
}

function appended(old: Value, given: Value, span: Span): Value {
  return given.kind === 'list' ? list([spread(old, span), ...given.items], span) : concat([old, given], span);
}

/** `export`, `declare`, `local`, `readonly`, `typeset`, with their options and any number of variables. */
export function lowerDeclaration(node: Node, source: Source): Step[] {
  const word = node.child(0)?.text ?? '';
  const parts = namedChildren(node);
  const options = parts.filter((part) => part.type === 'word' && /^[-+]/.test(part.text)).map((part) => part.text);
  const exports = word === 'export' || options.some((option) => /^-\w*x/.test(option));
  const isLocal =
    word === 'local' || (/^(declare|typeset)$/.test(word) && !options.some((option) => /^-\w*g/.test(option)));
  const purpose: Purpose = exports ? 'export' : isLocal ? 'local' : 'plain';
  if (word === 'export' && options.includes('-n')) return [];
  return parts.flatMap((part) => {
    if (part.type === 'variable_assignment') return lowerAssignment(part, purpose, source);
    if (part.type !== 'variable_name' && !(part.type === 'word' && /^\w+$/.test(part.text))) return [];
    const span = spanOf(part);
    if (purpose === 'local') source.locals?.add(part.text);
    if (purpose !== 'export') return purpose === 'local' ? [bind(`$${part.text}`, constant(null, span), span)] : [];
    source.exported.add(part.text);
    return [exportVariable(part.text, name(`$${part.text}`, span), span)];
  });
}

export function lowerUnset(node: Node, source: Source): Step[] {
  return namedChildren(node).flatMap((part): Step[] => {
    const span = spanOf(part);
    if (part.type === 'subscript') {
      const slot = lowerSubscript(part, source);
      return slot.kind === 'member'
        ? [{ kind: 'write', object: slot.object, key: slot.key, value: 'absent', span }]
        : [];
    }
    if (!/^\w+$/.test(part.text)) return [];
    source.exported.delete(part.text);
    return [
      bind(`$${part.text}`, constant(null, span), span, { scope: source.scopeOf(part.text) }),
      { kind: 'write', object: name('__env__', span), key: part.text, value: 'absent', span },
    ];
  });
}
