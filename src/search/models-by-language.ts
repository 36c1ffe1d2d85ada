/** The models of each language, and the words by which its files are suspected; made when the language is first met. */
import { type KeywordMatcher, keywordMatcher } from '../files/keywords.js';
import { modelsFor } from '../files/languages.js';
import { REMARK } from '../files/prefilter.js';
import { indexModels, type ModelIndex } from '../models/index-models.js';
import { keywordsOf } from '../models/keywords.js';
import { languagesOf, type Model } from '../models/load-models.js';

interface OfLanguage {
  readonly index: ModelIndex;
  /** Finds words of the models. */
  readonly words: KeywordMatcher;
}

export class ModelsByLanguage {
  private readonly known = new Map<string, OfLanguage>();
  private readonly suspecting = new Map<string, KeywordMatcher>();

  constructor(private readonly models: readonly Model[]) {}

  /** Of a language as it is spoken: TypeScript has the models of JavaScript. */
  of(spoken: string): OfLanguage {
    const language = modelsFor(spoken);
    let found = this.known.get(language);
    if (found === undefined) {
      found = { index: indexModels(this.models, language), words: keywordMatcher(this.wordsOf(language)) };
      this.known.set(language, found);
    }
    return found;
  }

  /** Finds words of the models, and remarks for rootlint. */
  readonly suspectedBy = (spoken: string): KeywordMatcher => {
    const language = modelsFor(spoken);
    const matcher = this.suspecting.get(language) ?? keywordMatcher([...this.wordsOf(language), REMARK]);
    this.suspecting.set(language, matcher);
    return matcher;
  };

  private wordsOf(language: string): readonly string[] {
    return keywordsOf(this.models.filter((model) => languagesOf(model).includes(language)));
  }
}
