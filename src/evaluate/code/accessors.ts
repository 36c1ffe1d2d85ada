import type { Machine } from '../machine.js';
import type { Arguments } from '../memory/arguments.js';
import { ABSENT, type Abstract, NULL } from '../memory/values.js';
import type { Site } from '../pin.js';
import { readMember } from './read-member.js';
import { writeMember } from './write-member.js';

/** `getCaFile`, `isPinned`, `setCaFile`, `withCaFile`: accessors that Lombok writes, or that a parsed configuration stands in for. */
const ACCESSOR = /^(get|is|set|with)([A-Z]\w*)$/;

export function accessed(
  m: Machine,
  receiver: Extract<Abstract, { kind: 'object' }>,
  name: string,
  args: Arguments,
  site: Site,
) {
  const { object } = receiver;
  const [, verb = '', property = ''] = ACCESSOR.exec(name) ?? [];
  const field = property.charAt(0).toLowerCase() + property.slice(1);
  const isRecord = object.shape === 'record' && object.type === null;
  const declares = object.fields.has(field) || object.of?.definition.fields.some((each) => each.name === field);
  if (property === '' || !(declares || (isRecord && object.fields.size > 0))) return null;
  const [value] = args.positional;
  if (verb === 'get' || verb === 'is')
    return value ? null : object.fields.has(field) ? readMember(m, receiver, field, site) : NULL;
  if (!value || value.value === ABSENT || args.positional.length > 1) return null;
  writeMember(m, receiver, field, value.value, value.at ?? site);
  return receiver;
}
