/** The form of a configuration as JSON Schema, for editors. Only what schema.ts uses is known here. */
import { configFile } from './schema.js';

interface Node {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly value?: Node;
  readonly wrapped?: Node;
  readonly options?: readonly string[];
  readonly pipe?: readonly { readonly type: string; readonly description?: string }[];
}

export function configJsonSchema(rules: readonly string[]): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'rootlint.config.yaml',
    ...(printed(configFile as unknown as Node, rules) as object),
  };
}

function printed(node: Node, rules: readonly string[]): object {
  const description = node.pipe?.find(({ type }) => type === 'description')?.description;
  return { ...(description !== undefined && { description }), ...form(node, rules) };
}

function form(node: Node, rules: readonly string[]): object {
  switch (node.type) {
    case 'optional':
      return printed(node.wrapped!, rules);
    case 'string':
      return { type: 'string', ...(node.pipe?.some(({ type }) => type === 'non_empty') === true && { minLength: 1 }) };
    case 'picklist':
      return { enum: node.options };
    case 'array':
      return { type: 'array', items: printed(node.item!, rules) };
    case 'record': {
      const value = printed(node.value!, rules);
      // Severities are by rule, and an editor can offer the rules.
      return node.value?.type === 'picklist'
        ? {
            type: 'object',
            properties: Object.fromEntries(rules.map((rule) => [rule, value])),
            additionalProperties: false,
          }
        : { type: 'object', additionalProperties: value };
    }
    case 'strict_object': {
      const entries = Object.entries(node.entries!);
      const required = entries.filter(([, { type }]) => type !== 'optional').map(([key]) => key);
      return {
        type: 'object',
        properties: Object.fromEntries(entries.map(([key, value]) => [key, printed(value, rules)])),
        ...(required.length > 0 && { required }),
        additionalProperties: false,
      };
    }
    default:
      throw new Error(`schema.ts uses ${node.type}, which is not printed yet`);
  }
}
