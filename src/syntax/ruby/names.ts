import { call, create, member, name, operator, text, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import type { Scope } from './scope.js';

/** `if __FILE__ == $0` asks whether the file was started itself: taken to be so, as for every script. */
export const GLOBALS: Readonly<Record<string, string>> = {
  $0: '__file__',
  $PROGRAM_NAME: '__file__',
  ENV: '__env__',
};

export function lowerIdentifier(node: Node, scope: Scope, span: Span): Value {
  const id = node.text;
  if (node.isMissing) return unknown('missing', span);
  if (scope.locals.find(id) !== undefined) return name(id, span);
  switch (id) {
    case '__FILE__':
      return name('__file__', span);
    case '__dir__':
      return name('__dir__', span);
    case '__method__':
      return text(scope.method?.name ?? '', span);
  }
  if (scope.implicit && /^(it|_[1-9])$/.test(id)) {
    scope.implicit.add(id);
    return name(id, span);
  }
  // `new.tap { … }` in a method of the class.
  if (id === 'new' && scope.self === 'class') return create(name('class', span), [], span);
  return id === 'block_given?' ? operator('has-block', [], span) : call(name(id, span), [], span);
}

/** `Net::HTTP` is one name; `self.class::CA` is a member of something computed. */
export function lowerScopeResolution(node: Node, scope: Scope, span: Span): Value {
  const path = constantPath(node);
  // `::Socket` is Ruby's own, whatever the module around calls Socket.
  const isOutermost = node.childForFieldName('scope') === null;
  if (path !== undefined) return name(isOutermost ? `::${path}` : path, span);
  const object = lowerValue(node.childForFieldName('scope'), scope, span);
  return member(object, node.childForFieldName('name')?.text ?? '', span);
}

export function constantPath(node: Node): string | undefined {
  if (node.type === 'constant') return node.text;
  if (node.type !== 'scope_resolution') return undefined;
  const id = node.childForFieldName('name')?.text ?? '';
  const outer = node.childForFieldName('scope');
  if (outer === null) return id;
  const path = constantPath(outer);
  return path && `${path}::${id}`;
}

/**
 * `@ca` is the field `ca`, so that `attr_accessor` needs no methods; unless the class has a method of that name which
 * does more (`def client = @client ||= …`). At the top of a file, and in the blocks there, it is a variable of the file.
 */
export function variablePlace(node: Node, scope: Scope): { readonly value: Value; readonly key?: string } {
  const span = spanOf(node);
  const side = node.type === 'class_variable' ? 'class' : scope.self;
  if (side === 'file') return { value: name(node.text, span) };
  const id = node.text.replace(/^@+/, '');
  const key = scope.apart[side].has(id) ? node.text : id;
  if (!scope.met[side].has(key)) scope.met[side].set(key, span);
  return { value: member(name(side === 'class' ? 'class' : 'this', span), key, span), key };
}
