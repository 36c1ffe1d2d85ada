/** Commands that a program has the shell run: lowered by the front end of the shell, and read by its models. */
import { runCommand } from '../code/commands.js';
import { elementsOf } from '../memory/lists.js';
import { type Abstract, unknownOf } from '../memory/values.js';
import type { Verb, VerbCall } from './verbs.js';

/** What stands in for a word, or a part of one, that is not known. */
const UNKNOWN = 'unknown';

/** `system("curl --cacert $ca")` gives one text, `spawn('curl', ['--cacert', ca])` words; null for no command at all. */
function commandOf(call: VerbCall): string | null {
  const words: string[] = [];
  for (const { value } of call.args.positional) {
    const given = value as Abstract;
    const elements = given.kind === 'object' && given.object.shape === 'list' ? elementsOf(call.m, given) : null;
    if (elements) words.push(...elements.map((element) => wordOf(element.value)));
    else if (given.kind === 'text' || given.kind === 'unknown' || given.kind === 'oneOf') words.push(wordOf(given));
  }
  const [command, ...rest] = words;
  if (command === undefined || command === UNKNOWN) return null;
  return rest.every((word) => word === UNKNOWN) ? command : [command, ...rest.map(quoted)].join(' ');
}

function wordOf(value: Abstract): string {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'oneOf' && value.options[0]) return wordOf(value.options[0].value);
  return value.kind === 'unknown' && value.prefix !== undefined
    ? `${value.prefix}${UNKNOWN}${value.suffix ?? ''}`
    : UNKNOWN;
}

const quoted = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`);

export const processVerbs: Readonly<Record<string, Verb>> = {
  'shell-command': (call) => {
    const command = commandOf(call);
    if (command !== null) runCommand(call.m, command, call.args.positional[0]?.at ?? call.site);
    return unknownOf(`what ${call.name} prints`);
  },
};
