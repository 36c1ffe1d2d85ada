/**
 * The words by which the prefilter knows a suspect. A file can hold a pin only if it names what narrows trust: so the
 * last segments of fields, options, arguments, fills and switches of the models, and their explicit `keywords`.
 */
import { expandBraces } from './index-models.js';
import { listOf, type Model } from './load-models.js';

/** Shorter words stand in every file; a model that needs one lists a longer companion under `keywords`. */
const SHORTEST = 5;

export function keywordsOf(models: readonly Model[]): string[] {
  const words = new Set<string>();
  const add = (names: unknown) => {
    for (const name of listOf(names as string | number | readonly (string | number)[] | undefined)) {
      if (typeof name !== 'string') continue;
      for (const each of expandBraces(name)) {
        const last = each
          .split(/[.\\:/]/)
          .filter(Boolean)
          .at(-1);
        if (last && last.length >= SHORTEST) words.add(last);
      }
    }
  };
  for (const model of models) {
    for (const word of model.keywords ?? []) words.add(word);
    if (model.keywords) continue;
    for (const connection of model.connections ?? [])
      for (const place of connection.trust)
        for (const key of ['argument', 'option', 'field', 'environment', 'property', 'slot'] as const) add(place[key]);
    for (const holder of model.holders ?? []) {
      for (const place of holder.trust ?? [])
        for (const key of ['option', 'field', 'environment', 'property', 'slot'] as const) add(place[key]);
      for (const row of holder['filled-by'] ?? []) {
        add(row.method);
        add(row.call);
      }
      for (const row of holder.sets ?? []) {
        add(row.method);
      }
    }
  }
  return [...words].sort();
}
