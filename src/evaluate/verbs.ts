/**
 * The closed vocabulary of flows: what a library call does with values, each verb implemented once. Models name a verb;
 * a verb that no model needs has no place here.
 */
import type { Flow } from '../models/schema.js';
import type { Arguments } from './arguments.js';
import { callFunction } from './calls.js';
import { nameArguments, typesOf } from './library-calls.js';
import type { Machine } from './machine.js';
import type { Site } from './pin.js';
import { argumentAt } from './places.js';
import { ABSENT, type Abstract, textOf } from './values.js';
import { applicationVerbs } from './verbs/application.js';
import { choosingVerbs } from './verbs/choosing.js';
import { collectionVerbs } from './verbs/collections.js';
import { controlVerbs } from './verbs/control.js';
import { dataFileVerbs } from './verbs/data-files.js';
import { decodingVerbs } from './verbs/decoding.js';
import { dotnetSettingsVerbs } from './verbs/dotnet-settings.js';
import { environmentVerbs } from './verbs/environment.js';
import { fileVerbs } from './verbs/files.js';
import { folderVerbs } from './verbs/folders.js';
import { frameworkFileVerbs } from './verbs/framework-files.js';
import { goSettingsVerbs } from './verbs/go-settings.js';
import { launchVerbs } from './verbs/launch.js';
import { mergingVerbs } from './verbs/merging.js';
import { moduleVerbs } from './verbs/modules.js';
import { optionVerbs } from './verbs/options.js';
import { pathVerbs } from './verbs/paths.js';
import { patternVerbs } from './verbs/patterns.js';
import { pemVerbs } from './verbs/pem.js';
import { processVerbs } from './verbs/processes.js';
import { recordVerbs } from './verbs/records.js';
import { reflectionVerbs } from './verbs/reflection.js';
import { streamVerbs } from './verbs/streams.js';
import { textVerbs } from './verbs/text.js';
import { trustVerbs } from './verbs/trust.js';
import { presenceVerbs, walkingVerbs } from './verbs/walking.js';
import { writingVerbs } from './verbs/writing.js';

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
  const args = call.row.parameters
    ? { positional: call.args.positional, named: nameArguments(call.args, call.row.parameters) }
    : call.args;
  return verb({ ...call, args });
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
