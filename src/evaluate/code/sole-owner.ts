/**
 * Objects without a declared type that nobody is seen to hand over (`$config->caFile()`): where one class of the project
 * alone has a member of that name, the object is taken to be of it. Only for names that speak of trust: `get` says nothing.
 */
import type { Machine } from '../machine.js';
import { cellOf } from '../memory/fields.js';
import { calledMethodOf } from '../memory/methods.js';
import type { Abstract, Unknown } from '../memory/values.js';
import { contained } from './injected.js';
import { loadFile } from './modules.js';

const WORDS_OF_TRUST = new Set(
  'ca cas cafile capath cacert cacerts cert certs certificate certificates trust trusted truststore root roots pem ssl tls anchor anchors'.split(
    ' ',
  ),
);

const speaksOfTrust = (name: string): boolean =>
  name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).some((word) => WORDS_OF_TRUST.has(word.toLowerCase()));

/**
 * What the only class that has the member says of it. Null where none has it, or several, where the object is known better,
 * and where it says no more than a constant: that holds until somebody sets it, and he is not seen.
 */
export function saidBySoleOwner(
  m: Machine,
  of: Unknown,
  name: string,
  ask: (owner: Abstract) => Abstract,
): Abstract | null {
  const owner = soleOwner(m, of, name);
  const value = owner && ask(owner);
  if (value === null || value.kind === 'constant' || value.kind === 'unknown') return null;
  m.injects = true;
  return value;
}

/** An object of the only class that has the member. */
function soleOwner(m: Machine, of: Unknown, name: string): Abstract | null {
  if (!of.guessed || of.peer || of.type !== undefined || !speaksOfTrust(name)) return null;
  const { path } = m.unit;
  const files = m.files.definingMember(name, path).filter((each) => !m.files.isTest(each) || each === path);
  const [file] = files;
  if (file === undefined || files.length > 1 || loadFile(m, file) === null) return null;
  const classes = [...m.classes.values()].filter((each) => each.frame.unit.path === file);
  if (classes.length > MOST_CLASSES) return null;
  const [owner, other] = classes.flatMap((each) => {
    const made = contained(m, each);
    return made?.kind === 'object' && (calledMethodOf(each, name) || cellOf(made.object, name)) ? [made] : [];
  });
  return owner && !other ? owner : null;
}

/** A file of more classes is not that of somebody's settings. */
const MOST_CLASSES = 6;
