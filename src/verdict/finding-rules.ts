/** The rules that users see, from rules/findings.yaml. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { RuleId, Severity } from '../result.js';
import { compiled } from './compiled.js';
import { readPositioned } from './config-error.js';

export interface FindingRule {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly title: Translated;
  readonly why: Translated;
  readonly remedy: Translated;
  /** Real outages, with their days. */
  readonly seen: Translated;
  /** When it is right to leave it. */
  readonly ignore: Translated;
  readonly bad?: RuleExample | undefined;
  readonly good?: RuleExample | undefined;
}

/** A file, and what lies beside it: roots of the catalogue in a PEM file, an intermediate, or a text. */
export interface RuleExample {
  readonly path: string;
  readonly code: string;
  readonly with?: Readonly<Record<string, Beside>> | undefined;
  /** Given with `--migration`. */
  readonly migration?: string | undefined;
}

export type Beside = readonly string[] | { readonly text: string } | { readonly intermediate: true };

export interface Translated {
  readonly en: string;
  readonly 'zh-CN': string;
}

const FILE = fileURLToPath(new URL('../../rules/findings.yaml', import.meta.url));

/** Listed here so that a misspelt id in the file, or one that nobody described, fails at once. */
export const RULE_IDS = [
  'lacks-successor',
  'unreadable-trust-store',
  'disabled-verification',
  'lacks-current-root',
  'hash-pin',
  'intermediate-pin',
  'first-certificate-only',
  'dead-pin',
  'missing-trust-store',
  'expired-anchor',
  'outdated-bundle',
  'leftover-host-binding',
  'retiring-anchor',
  'pinned-root',
  'unresolved-trust-source',
  'unused-suppression',
  'lapsed-suppression',
] as const satisfies readonly RuleId[];

const Translated = v.strictObject({ en: v.string(), 'zh-CN': v.string() });
const Example = v.strictObject({
  path: v.string(),
  code: v.string(),
  with: v.optional(
    v.record(
      v.string(),
      v.union([
        v.array(v.string()),
        v.strictObject({ text: v.string() }),
        v.strictObject({ intermediate: v.literal(true) }),
      ]),
    ),
  ),
  migration: v.optional(v.string()),
});
const Rules = v.array(
  v.strictObject({
    id: v.picklist(RULE_IDS),
    severity: v.picklist(['error', 'warning', 'note']),
    title: Translated,
    why: Translated,
    remedy: Translated,
    seen: Translated,
    ignore: Translated,
    bad: v.optional(Example),
    good: v.optional(Example),
  }),
);

let loaded: ReadonlyMap<RuleId, FindingRule> | undefined;

export function findingRules(): ReadonlyMap<RuleId, FindingRule> {
  loaded ??= new Map(compiled('findings', readRules).map((rule) => [rule.id, rule]));
  return loaded;
}

const readRules = (): FindingRule[] => readPositioned(FILE, readFileSync(FILE, 'utf8')).check(Rules);

export const isRule = (id: string): id is RuleId => RULE_IDS.some((one) => one === id);

export function findingRule(id: RuleId): FindingRule {
  const rule = findingRules().get(id);
  if (rule === undefined) throw new Error(`rules/findings.yaml does not describe ${id}`);
  return rule;
}
