/**
 * The pages of the rules are printed from rules/findings.yaml, and their examples are tried: the first gives the finding,
 * the second does not. `UPDATE_GOLDENS=1 npx vitest run test/docs` writes the pages.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulePages } from '../../src/knowledge.js';
import { LANGUAGES, type Language } from '../../src/language/language.js';
import { messagesIn } from '../../src/report/messages/messages.js';
import { rulePage } from '../../src/report/rule-page.js';
import { run } from '../../src/run.js';
import { catalogue } from '../../src/stores/catalogue.js';
import { errorCauses } from '../../src/verdict/error-causes.js';
import { type Beside, findingRules, RULE_IDS, type RuleExample } from '../../src/verdict/finding-rules.js';
import { folderOf } from '../files/folder.js';
import { certificate } from '../verdict/pins.js';

const PAGES = join(import.meta.dirname, '..', '..', 'docs', 'rules');
const nameOf = (id: string, language: Language) => (language === 'en' ? `${id}.md` : `${id}.${language}.md`);

const wanted = LANGUAGES.flatMap((language) =>
  rulePages(language).map((page) => [nameOf(page.id, language), rulePage(page, messagesIn(language))] as const),
);

describe('docs/rules', () => {
  it.each(wanted)('%s is what rootlint explain prints', (name, text) => {
    if (process.env.UPDATE_GOLDENS) {
      mkdirSync(PAGES, { recursive: true });
      writeFileSync(join(PAGES, name), text);
    }
    expect(readFileSync(join(PAGES, name), 'utf8')).toBe(text);
  });

  it('holds a page for each rule in each language, and no other', () => {
    expect(readdirSync(PAGES).sort()).toEqual(wanted.map(([name]) => name).sort());
    expect([...findingRules().keys()].sort()).toEqual([...RULE_IDS].sort());
  });
});

/** Their remarks are tried where remarks are tested, and host bindings are not looked for yet. */
const WITHOUT_EXAMPLE = new Set(['leftover-host-binding', 'unused-suppression', 'lapsed-suppression']);

describe('the examples', () => {
  const rules = [...findingRules().values()];

  it('are there for each rule', () => {
    expect(rules.filter(({ bad, good }) => !bad || !good).map(({ id }) => id)).toEqual([...WITHOUT_EXAMPLE]);
  });

  for (const { id, bad, good } of rules) {
    if (bad) it(`show ${id}`, async () => expect(await rulesFoundIn(bad)).toContain(id));
    if (good) it(`show a peaceful twin of ${id}`, async () => expect(await rulesFoundIn(good)).not.toContain(id));
  }
});

async function rulesFoundIn({ path, code, with: beside = {}, migration }: RuleExample): Promise<readonly string[]> {
  const files = Object.fromEntries(Object.entries(beside).map(([name, held]) => [name, contentsOf(held)]));
  const cwd = folderOf({ [path]: code, ...files, ...(migration !== undefined && { 'move.yaml': migration }) });
  const { result } = await run({
    paths: [path],
    cwd,
    // A day before that of the newest root that ends soon, so that the pages stay true.
    asOf: '2026-11-23',
    migrations: migration === undefined ? [] : [join(cwd, 'move.yaml')],
    onlyMigrations: [],
    require: [],
  });
  // A rule that another one explains is a sentence of that one's message; the page shows it where it leads.
  return result.findings.map(({ rule }) => rule);
}

function contentsOf(held: Beside): string {
  if ('text' in held) return held.text;
  if ('intermediate' in held) return certificate('harbour-old-intermediate');
  return held.map((id) => catalogue.pem(id) ?? '').join('');
}

describe('causes of errors', () => {
  it('have a name of their own, and no message stands in two of them', () => {
    const ids = errorCauses().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const messages = errorCauses().flatMap((cause) => cause.messages.map((message) => message.toLowerCase()));
    expect(messages.filter((message, at) => messages.indexOf(message) !== at)).toEqual([]);
  });
});
