import { COMBINATIONS, TEXT_LENGTH } from '../limits.js';
import type { Machine } from '../machine.js';
import { oneOf } from './alternatives.js';
import { elementsOf, listOf } from './lists.js';
import { type Abstract, mergeTrails, type Option, type TextValue, unknownOf } from './values.js';

/** A bundle that only its library knows, with certificates behind it: all of them, one after the other. */
export function joinMaterial(m: Machine, parts: readonly Abstract[]): Abstract | null {
  const flat = parts.flatMap((part) => elementsOf(m, part)?.map((element) => element.value) ?? [part]);
  if (!flat.some((part) => part.kind === 'material')) return null;
  const holding = flat.filter((part) => part.kind !== 'text' || part.text.trim() !== '');
  return holding.every((part) => part.kind === 'material' || part.kind === 'text') ? listOf(m, holding) : null;
}

/** Joins texts; every combination of alternatives, up to a limit. */
export function concatenate(parts: readonly Abstract[]): Abstract {
  let options: { when: string; texts: Abstract[] }[] = [{ when: '', texts: [] }];
  for (const part of parts) {
    const choices: readonly Option[] = part.kind === 'oneOf' ? part.options : [{ when: '', value: part }];
    options = options.flatMap(({ when, texts }) =>
      choices.map((choice) => ({ when: when || choice.when, texts: [...texts, choice.value] })),
    );
    if (options.length > COMBINATIONS) return unknownOf('too many combinations of alternatives', mergeTrails(parts));
  }
  return oneOf(options.map(({ when, texts }) => ({ when, value: joinTexts(texts) })));
}

function joinTexts(parts: readonly Abstract[]): Abstract {
  const trail = mergeTrails(parts);
  const [only, ...others] = parts.filter((part) => part.kind !== 'text' || part.text !== '');
  if (only?.kind === 'text' && others.length === 0 && only.file) return { ...only, trail };
  let text = '';
  for (const part of parts) {
    const known =
      part.kind === 'text' ? part.text : part.kind === 'constant' && !part.unset ? String(part.value ?? '') : null;
    if (known === null) {
      const environment =
        part.kind === 'constant' ? part.unset : part.kind === 'unknown' ? part.environment : undefined;
      const why =
        part.kind === 'unknown'
          ? part.why
          : environment
            ? `${environment} is not set in the sources`
            : 'part of a text is unknown';
      const more = part.kind === 'unknown' && part.prefix ? part.prefix : '';
      return unknownOf(why, trail, {
        prefix: text + more,
        ...suffixOf(parts),
        ...(environment && { environment }),
        ...(part.kind === 'unknown' && part.peer && { peer: true }),
      });
    }
    text += known;
    if (text.length > TEXT_LENGTH) return unknownOf('a text longer than is computed with', trail);
  }
  const texts = parts.filter((part): part is TextValue => part.kind === 'text');
  const file = texts.find((part) => part.file)?.file;
  const literal =
    texts.find((part) => part.literal && part.text.includes('-----BEGIN'))?.literal ??
    texts.find((part) => part.literal)?.literal;
  const unset = texts.find((part) => part.unset)?.unset;
  return {
    kind: 'text',
    text,
    trail,
    ...(literal && { literal }),
    ...(file && { file: { ...file, whole: false } }),
    ...(unset && { unset }),
  };
}

/** The known text at the end. */
function suffixOf(parts: readonly Abstract[]): { suffix?: string } {
  let suffix = '';
  for (let i = parts.length - 1; i > 0; i--) {
    const part = parts[i]!;
    if (part.kind === 'unknown' && part.suffix) suffix = part.suffix + suffix;
    if (part.kind !== 'text') break;
    suffix = part.text + suffix;
  }
  return suffix === '' ? {} : { suffix };
}
