/** Fields and parameters that a framework sets from its configuration: what their annotations say, as calls of these. */
import { argument, call, name, text } from '../../ir/build.js';
import type { Field, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { unquoteJava } from './strings.js';

/** `@Value("${client.ca:conf/ca.pem}") String ca`, `@ConfigProperty(name = "client.ca", defaultValue = "conf/ca.pem")`. */
export function injected(node: Node): Value | undefined {
  for (const annotation of annotationsOf(node)) {
    const id = nameOf(annotation);
    if (id !== 'Value' && id !== 'ConfigProperty') continue;
    const given = argumentsOf(annotation);
    const key = given.get('name');
    const fallback = given.get('defaultValue');
    const written =
      id === 'Value' ? given.get('value') : key && `\${${key}${fallback === undefined ? '' : `:${fallback}`}}`;
    if (written === undefined) continue;
    const span = spanOf(annotation);
    return call(name(id, span), [argument(text(written, span))], span);
  }
  return undefined;
}

/** The fields of a class with `@ConfigurationProperties("client")` are set from the properties below that prefix. */
export function configured(node: Node, fields: readonly Field[]): readonly Field[] {
  const annotation = annotationsOf(node).find((each) => nameOf(each) === 'ConfigurationProperties');
  if (!annotation) return fields;
  const given = argumentsOf(annotation);
  const prefix = given.get('prefix') ?? given.get('value') ?? '';
  const span = spanOf(annotation);
  return fields.map((field) => {
    if (field.value !== undefined) return field;
    const key = text(prefix === '' ? field.name : `${prefix}.${field.name}`, span);
    return { ...field, value: call(name('ConfigurationProperties', span), [argument(key)], span) };
  });
}

function annotationsOf(node: Node): Node[] {
  const modifiers = node.children.find((child) => child?.type === 'modifiers');
  return modifiers ? namedChildren(modifiers).filter((child) => child.type === 'annotation') : [];
}

const nameOf = (annotation: Node): string => (annotation.childForFieldName('name')?.text ?? '').replace(/^.*\./, '');

/** Texts alone; one without a name is `value`. */
function argumentsOf(annotation: Node): Map<string, string> {
  const given = new Map<string, string>();
  const list = annotation.childForFieldName('arguments');
  for (const child of list ? namedChildren(list) : []) {
    const isPair = child.type === 'element_value_pair';
    const value = isPair ? child.childForFieldName('value') : child;
    const key = isPair ? (child.childForFieldName('key')?.text ?? '') : 'value';
    if (value?.type === 'string_literal') given.set(key, unquoteJava(value.text));
  }
  return given;
}
