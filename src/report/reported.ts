/** What a report is made of. */
import type { Language } from '../language/language.js';
import type { Finding, Fix, Result } from '../result.js';
import type { RulePage } from './rule-page.js';
import type { RuleText } from './rule-text.js';
import type { ChangedFile } from './unified-diff.js';

export interface Reported {
  readonly result: Result;
  /** The text of a file that the result names; empty where there is none. */
  readonly textOf: (path: string) => string;
  /** The bytes of the same file; undefined where there is none. */
  readonly bytesOf: (path: string) => Uint8Array | undefined;
  /** A line of source without passwords and private keys: the frames quote what stands in the repository. */
  readonly withoutSecrets: (line: string) => string;
  /** The files that a fix would change; empty where it has no edits, or they can't be applied. */
  readonly afterFix?: (fix: Fix) => readonly ChangedFile[];
  /** What was looked at, in a sentence, where it is no scan. */
  readonly seen?: string;
  /** SARIF holds findings that are allowed too, marked as such; GitHub would open alerts for them. */
  readonly tellsSuppressed?: boolean;
  /** Whether a finding makes the run fail, as the user asked; errors do where it is absent. */
  readonly fails?: (finding: Finding) => boolean;
  /** A path of the result as a program sees it that runs in the same folder; itself where it is absent. */
  readonly fromHere?: (path: string) => string;
  /** Where only what changed is looked at: each changed file, with the first of its changed lines. */
  readonly changed?: Pick<ReadonlyMap<string, number>, 'has' | 'get'>;
  /** With their pages where a report may show them. */
  readonly ruleTexts: readonly (RuleText | RulePage)[];
  /** Of everything that a report says itself; English where it is absent. */
  readonly language?: Language;
}
