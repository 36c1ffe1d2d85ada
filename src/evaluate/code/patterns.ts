/** Regular expressions that the code writes, asked of texts that it knows. */
import type { Machine } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import { type Abstract, constantOf, referTo, unknownOf } from '../memory/values.js';
import { compilePattern } from './regular-expressions.js';

/** The type of a regular expression that stands in the code. */
export const PATTERN = 'pattern';

/** Longer ones are no questions of a name or platform. */
export const LONGEST_TEXT = 1000;

export function patternOf(m: Machine, source: Abstract): Abstract {
  const pattern = m.thing('instance', PATTERN);
  pattern.fields.set('source', { value: source, at: null });
  return referTo(pattern, source.trail);
}

export function matchesPattern(text: Abstract, pattern: Abstract): Abstract {
  if (text.kind === 'oneOf' || pattern.kind === 'oneOf') return unknownOf('a match that is not decided', text.trail);
  const source = pattern.kind === 'object' ? fieldOf(pattern.object, 'source') : pattern;
  const [written, asked] = [source, text].map((each) => (each?.kind === 'text' ? each.text : null));
  if (text.kind === 'constant' && text.value === null) return constantOf(false);
  const compiled = written === null || written === undefined ? null : compilePattern(written, 's');
  if (compiled === null || asked === null || asked === undefined || asked.length > LONGEST_TEXT)
    return unknownOf(
      'a match that is not decided',
      text.trail,
      text.kind === 'unknown' && text.peer ? { peer: true } : {},
    );
  return constantOf(compiled.test(asked));
}

/** A shell's `prod*` or `[Yy]es`, asked of a whole text. */
export function matchesGlob(text: Abstract, glob: Abstract): Abstract {
  const source = glob.kind === 'text' ? glob.text : null;
  if (source === null || /[(\\]/.test(source)) return unknownOf('a match that is not decided', text.trail);
  const body = source
    .replace(/[.+^${}|]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
    .replace(/\[!/g, '[^');
  return matchesPattern(text, { ...glob, kind: 'text', text: `^${body}$`, trail: glob.trail });
}

/** The pattern as one of ours, to replace by; null where it is not known or might take for ever. */
export function compiledPattern(pattern: Abstract | null): RegExp | null {
  const source =
    pattern?.kind === 'object' && pattern.object.type === PATTERN ? fieldOf(pattern.object, 'source') : null;
  return source?.kind === 'text' ? compilePattern(source.text, 's') : null;
}
