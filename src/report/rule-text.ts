/**
 * What users see of a run. Reporters know the result and the texts of the rules, and nothing else: no files, no
 * certificates, no clock. They return text; who writes it where is `cli.ts`.
 */
import type { RuleId, Severity } from '../result.js';

/** The words for a rule, as `rules/findings.yaml` has them. */
export interface RuleText {
  readonly id: RuleId;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly severity: Severity;
}
