/**
 * References between the entries of an INI file, as Python's `configparser` resolves them: `%(here)s` is another entry of
 * the section, or one of those that every section has; `${here}` and `${paths:here}` are those of `ExtendedInterpolation`.
 * https://docs.python.org/3/library/configparser.html#interpolation-of-values
 */
import type { Machine } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import { concatenate } from '../memory/join-texts.js';
import { ABSENT, type Abstract, type TextValue, type Thing, textOf, unknownOf } from '../memory/values.js';

const REFERENCE = /(%\(\w+\)s|\$\{[\w.-]+(?::[\w.-]+)?\})/;

/** Entries that refer to one another; as deep as Python goes. */
const DEPTH = 10;

/** Resolves what the sections of a configuration refer to. */
export function interpolate(m: Machine, config: Thing): void {
  for (const { value: section } of config.fields.values()) {
    if (section === ABSENT || section.kind !== 'object' || section.object.shape !== 'record') continue;
    for (const [key, { value, at }] of section.object.fields)
      if (value !== ABSENT && value.kind === 'text' && REFERENCE.test(value.text))
        m.write(section.object, key, { value: resolved(value, section.object, config, DEPTH), at });
  }
}

function resolved(value: TextValue, section: Thing, config: Thing, depth: number): Abstract {
  if (depth === 0 || !REFERENCE.test(value.text)) return value;
  const parts = value.text.split(REFERENCE).map((part): Abstract => {
    const basic = /^%\((\w+)\)s$/.exec(part)?.[1];
    const extended = /^\$\{(?:([\w.-]+):)?([\w.-]+)\}$/.exec(part);
    const name = basic ?? extended?.[2];
    if (name === undefined) return textOf(part, value.trail);
    const own = extended?.[1] === undefined ? section : sectionOf(config, extended[1]);
    const found = own && (entryOf(own, name) ?? sharedEntry(config, name));
    if (own && found) return found.kind === 'text' ? resolved(found, own, config, depth - 1) : found;
    // A `${HOME}` that names no entry may be for another reader.
    return basic === undefined ? textOf(part, value.trail) : unknownOf(`the setting ${name}`, value.trail);
  });
  return concatenate(parts);
}

function sectionOf(config: Thing, name: string): Thing | null {
  const found = fieldOf(config, name);
  return found?.kind === 'object' ? found.object : null;
}

/** Names of entries are told without regard to capitals. */
const entryOf = (section: Thing, name: string): Abstract | null =>
  fieldOf(section, name) ?? fieldOf(section, name.toLowerCase());

function sharedEntry(config: Thing, name: string): Abstract | null {
  for (const shared of ['defaults', 'DEFAULT']) {
    const section = sectionOf(config, shared);
    const found = section && entryOf(section, name);
    if (found) return found;
  }
  return null;
}
