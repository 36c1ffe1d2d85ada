/**
 * Which functions may lead to a place that some model knows: those that hold one of its words, and those that name one
 * of these, or a variable, field or class with such a word, at any remove; and those that read a
 * field which one of them writes. Names alone are compared, so that the answer
 * errs on the side of running too much.
 */
import type { Unit } from '../../ir/step.js';
import type { Lambda } from '../../ir/value.js';
import { type FunctionFacts, factsOf } from './mentions.js';

export class Reaching {
  private readonly units: { readonly unit: Unit; readonly lines: readonly number[] }[] = [];
  private found: ReadonlySet<Lambda> | null = null;
  private readonly withWord = new Set<Lambda>();

  /** `names`: what leads there. `words`: so does each function that holds a word of the models. */
  constructor(
    private readonly names: readonly string[],
    private readonly words: boolean,
  ) {}

  add(unit: Unit, lines: readonly number[]): void {
    this.units.push({ unit, lines });
    this.found = null;
  }

  has(lambda: Lambda): boolean {
    this.found ??= this.search();
    return this.found.has(lambda);
  }

  /** Whether a word of the models stands in it. */
  holdsWord(lambda: Lambda): boolean {
    return this.has(lambda) && this.withWord.has(lambda);
  }

  private search(): ReadonlySet<Lambda> {
    const byMention = new Map<string, FunctionFacts[]>();
    const found = new Set<Lambda>();
    const names = [...this.names];
    const take = (facts: FunctionFacts) => {
      if (found.has(facts.lambda)) return;
      found.add(facts.lambda);
      names.push(...facts.names, ...facts.writes);
    };
    for (const { unit, lines } of this.units) {
      const { functions, suspectNames } = factsOf(unit, lines);
      if (this.words) names.push(...suspectNames);
      for (const facts of functions) {
        if (facts.suspect) this.withWord.add(facts.lambda);
        for (const name of facts.mentions) {
          const those = byMention.get(name);
          if (those) those.push(facts);
          else byMention.set(name, [facts]);
        }
        if (this.words && facts.suspect) take(facts);
      }
    }
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      for (const facts of byMention.get(name) ?? []) take(facts);
      byMention.delete(name);
    }
    return found;
  }
}
