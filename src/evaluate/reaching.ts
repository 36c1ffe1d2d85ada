/**
 * Which functions may lead to a place that some model knows: those that hold one of its words, and those that name one
 * of these, or a variable, field or class with such a word, at any remove; and those that read a
 * field which one of them writes. Names alone are compared, so that the answer
 * errs on the side of running too much.
 */
import type { Unit } from '../ir/step.js';
import type { Lambda } from '../ir/value.js';
import { type FunctionFacts, factsOf } from './mentions.js';

export class Reaching {
  private readonly units: { readonly unit: Unit; readonly lines: readonly number[] }[] = [];
  private found: ReadonlySet<Lambda> | null = null;

  /** `names`: the calls and types that the models of the language know. */
  constructor(private readonly names: ReadonlySet<string>) {}

  add(unit: Unit, lines: readonly number[]): void {
    this.units.push({ unit, lines });
    this.found = null;
  }

  has(lambda: Lambda): boolean {
    this.found ??= this.search();
    return this.found.has(lambda);
  }

  private search(): ReadonlySet<Lambda> {
    const byMention = new Map<string, FunctionFacts[]>();
    const found = new Set<Lambda>();
    const names: string[] = [];
    const take = (facts: FunctionFacts) => {
      if (found.has(facts.lambda)) return;
      found.add(facts.lambda);
      names.push(...facts.names, ...facts.writes);
    };
    for (const { unit, lines } of this.units) {
      const { functions, suspectNames } = factsOf(unit, lines, this.names);
      names.push(...suspectNames);
      for (const facts of functions) {
        for (const name of facts.mentions) {
          const those = byMention.get(name);
          if (those) those.push(facts);
          else byMention.set(name, [facts]);
        }
        if (facts.suspect) take(facts);
      }
    }
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      for (const facts of byMention.get(name) ?? []) take(facts);
      byMention.delete(name);
    }
    return found;
  }
}
