/**
 * The closed vocabulary of flows: what a library call does with values, each verb implemented once. Models name a verb;
 * a verb that no model needs has no place here.
 */
import type { Flow } from '../../models/schema.js';
import { callFunction } from '../code/calls.js';
import { typesOf } from '../library/modelled.js';
import type { Machine } from '../machine.js';
import { type Arguments, nameArguments } from '../memory/arguments.js';
import { ABSENT, type Abstract, textOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { argumentAt } from '../trust/places.js';
import { applicationVerbs } from './application.js';
import { callbackVerbs } from './callbacks.js';
import { choosingVerbs } from './choosing.js';
import { collectionVerbs } from './collections.js';
import { controlVerbs } from './control.js';
import { dataFileVerbs } from './data-files.js';
import { decodingVerbs } from './decoding.js';
import { dotnetSettingsVerbs } from './dotnet-settings.js';
import { environmentVerbs } from './environment.js';
import { fileVerbs } from './files.js';
import { folderVerbs } from './folders.js';
import { frameworkFileVerbs } from './framework-files.js';
import { functionVerbs } from './functions.js';
import { goSettingsVerbs } from './go-settings.js';
import { launchVerbs } from './launch.js';
import { mergingVerbs } from './merging.js';
import { moduleVerbs } from './modules.js';
import { optionVerbs } from './options.js';
import { partVerbs } from './parts-of-text.js';
import { pathVerbs } from './paths.js';
import { patternVerbs } from './patterns.js';
import { pemVerbs } from './pem.js';
import { processVerbs } from './processes.js';
import { recordVerbs } from './records.js';
import { reflectionVerbs } from './reflection.js';
import { slotVerbs } from './slots.js';
import { spelling, spellingOf } from './spelling.js';
import { streamVerbs } from './streams.js';
import { textTestVerbs } from './tests-of-text.js';
import { textVerbs } from './text.js';
import { trustVerbs } from './trust.js';
import { presenceVerbs, walkingVerbs } from './walking.js';
import { writingVerbs } from './writing.js';

export interface VerbCall {
  readonly m: Machine;
  readonly row: Flow;
  readonly name: string;
  readonly receiver: Abstract | null;
  readonly args: Arguments;
  readonly site: Site;
}

/** Null: the verb has nothing to say here. */
export type Verb = (call: VerbCall) => Abstract | null;

const VERBS = gathered([
  pemVerbs,
  textVerbs,
  partVerbs,
  textTestVerbs,
  patternVerbs,
  processVerbs,
  fileVerbs,
  folderVerbs,
  moduleVerbs,
  pathVerbs,
  writingVerbs,
  streamVerbs,
  environmentVerbs,
  launchVerbs,
  applicationVerbs,
  dataFileVerbs,
  frameworkFileVerbs,
  decodingVerbs,
  walkingVerbs,
  presenceVerbs,
  dotnetSettingsVerbs,
  goSettingsVerbs,
  choosingVerbs,
  collectionVerbs,
  mergingVerbs,
  recordVerbs,
  controlVerbs,
  callbackVerbs,
  functionVerbs,
  slotVerbs,
  reflectionVerbs,
  optionVerbs,
  trustVerbs,
]);

/** A verb that two rooms define would mean one thing in the rules of one language and another in fact. */
function gathered(rooms: readonly Readonly<Record<string, Verb>>[]): Readonly<Record<string, Verb>> {
  const verbs: Record<string, Verb> = {};
  for (const [name, verb] of rooms.flatMap((room) => Object.entries(room))) {
    if (Object.hasOwn(verbs, name)) throw new Error(`the verb ${name} is defined twice`);
    verbs[name] = verb;
  }
  return verbs;
}

export const verbNames: readonly string[] = Object.keys(VERBS);

export function runVerb(call: VerbCall): Abstract | null {
  const verb = VERBS[call.row.does];
  if (verb === undefined) throw new Error(`${call.name}: no verb is called ${call.row.does}`);
  const spelt = spelling(call);
  const args = call.row.parameters
    ? { positional: spelt.positional, named: nameArguments(spelt, call.row.parameters) }
    : spelt;
  const result = verb({ ...call, args });
  const form = call.row['result-is'];
  return result === null || form === undefined ? result : spellingOf(result, form, call.site);
}

/** What the verb works on: the argument that the row names, the receiver of a method, else the first argument. */
export function subject(call: VerbCall): Abstract | null {
  if (call.row.argument !== undefined) return argument(call, 0);
  if (call.row.method !== undefined || call.row.property !== undefined) return call.receiver;
  return positional(call, 0);
}

/** The argument that the row names, or the one at `otherwise`. */
export function argument(call: VerbCall, otherwise: number): Abstract | null {
  const cell =
    call.row.argument === undefined
      ? (call.args.positional[otherwise] ?? null)
      : argumentAt(call.row.argument, call.args);
  return cell && cell.value !== ABSENT ? cell.value : null;
}

export function positional(call: VerbCall, at: number): Abstract | null {
  const cell = call.args.positional[at];
  return cell && cell.value !== ABSENT ? cell.value : null;
}

/** For a method the arguments after the receiver, for a function those beside its subject: `str_replace(a, b, subject)`. */
export function operand(call: VerbCall, at: number): Abstract | null {
  if (call.row.method !== undefined) return positional(call, at);
  const subjectAt = typeof call.row.argument === 'number' ? call.row.argument : 0;
  return positional(call, at < subjectAt ? at : at + 1);
}

export const back = (call: VerbCall, callee: Abstract, args: readonly Abstract[]): Abstract =>
  callFunction(call.m, callee, args, call.site);

/** A property that a model describes: `process.env`, `tls.rootCertificates`, `InsecureTrustManagerFactory.INSTANCE`. */
export function readProperty(m: Machine, object: Abstract, key: string, site: Site): Abstract | null {
  if (object.kind === 'oneOf') return null;
  const isNamed = m.index.propertyNames.has(key);
  // An object that is asked with any key: `configuration["Tls:CaFile"]`.
  const isAsked = m.index.propertyNames.has('[]') && (object.kind === 'unknown' || object.kind === 'object');
  if (!isNamed && !isAsked) return null;
  for (const type of [...typesOf(m, object), 'any']) {
    const row = m.index.properties.get(`${type}.${key}`)?.row;
    const keyed = row ? undefined : m.index.properties.get(`${type}.[]`)?.row;
    if (keyed) {
      const args = { positional: [{ value: textOf(key), at: site }], named: new Map() };
      return runVerb({ m, row: { ...keyed, argument: 0 }, name: `${type}.${key}`, receiver: object, args, site });
    }
    if (row)
      return runVerb({
        m,
        row,
        name: `${type}.${key}`,
        receiver: object,
        args: { positional: [], named: new Map() },
        site,
      });
  }
  return null;
}
