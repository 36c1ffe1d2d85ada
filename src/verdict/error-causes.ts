/** What is behind an error message of a TLS library, from rules/errors.yaml. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { readPositioned } from './config-error.js';
import { RULE_IDS } from './finding-rules.js';

const FILE = fileURLToPath(new URL('../../rules/errors.yaml', import.meta.url));

const Translated = v.strictObject({ en: v.string(), 'zh-CN': v.string() });
const Causes = v.array(
  v.strictObject({
    id: v.string(),
    messages: v.pipe(v.array(v.string()), v.minLength(1)),
    by: v.string(),
    cause: Translated,
    do: Translated,
    commands: v.array(v.string()),
    rules: v.array(v.picklist(RULE_IDS)),
  }),
);

export type ErrorCause = v.InferOutput<typeof Causes>[number];

let loaded: readonly ErrorCause[] | undefined;

export function errorCauses(): readonly ErrorCause[] {
  loaded ??= readPositioned(FILE, readFileSync(FILE, 'utf8')).check(Causes);
  return loaded;
}

/** Those of which some words stand in the message, the most telling first. */
export function causesOf(message: string): readonly ErrorCause[] {
  const said = plain(message);
  const met = errorCauses().flatMap((cause) => {
    const told = cause.messages.map(plain).filter((words) => said.includes(words));
    const longest = Math.max(0, ...told.map(({ length }) => length));
    return longest > 0 ? [{ cause, longest, told }] : [];
  });
  // "unable to get local issuer certificate" says more than the "certificate verify failed" in front of it.
  return [...met].sort((a, b) => b.longest - a.longest).map(({ cause }) => cause);
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
