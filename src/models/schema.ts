/**
 * `models/` loads what we know of APIs from `rules/<language>/<library>.yaml`. Here is the form of such a file; unknown
 * keys are errors. docs/models.md explains each key with an example. Nothing here knows how code is evaluated.
 */
import * as v from 'valibot';
import {
  ACCEPTS,
  append,
  argument,
  condition,
  conditions,
  literal,
  meaning,
  names,
  place,
  position,
  reader,
  remove,
  SOURCE_FORMS,
  starts,
  verifier,
} from './place-schema.js';

const connection = v.strictObject({
  call: v.optional(names),
  /** Any call of a method of this type. */
  type: v.optional(v.string()),
  method: v.optional(names),
  parameters: v.optional(v.array(v.string())),
  /** The argument that stands in for the receiver (C). */
  of: v.optional(argument),
  /** The argument with the URL or host, or another position of it. */
  host: v.optional(v.union([argument, v.strictObject(position)])),
  /** A file of flags without their dashes, which stand in front of those of the command: curl's `-K`, `WGETRC`. */
  settings: v.optional(v.array(v.strictObject(position))),
  trust: v.array(place),
  /** An object of the project that stands at one of these positions does the connecting itself, in its method. */
  'hands-to': v.optional(
    v.array(
      v.strictObject({
        ...position,
        calls: v.string(),
        /** How many arguments the library puts in front of those of the call. */
        behind: v.optional(v.number()),
      }),
    ),
  ),
  'off-when': v.optional(conditions),
  'off-unless': v.optional(conditions),
  /** Only reported where something is present; the call itself is nothing special. */
  returns: v.optional(v.string()),
});

const madeBy = v.strictObject({
  call: names,
  parameters: v.optional(v.array(v.string())),
  starts: v.optional(starts),
  /** With one of these arguments, what it starts with is nothing. */
  'starts-empty-if-given': v.optional(v.array(v.union([v.string(), v.number()]))),
  /** The record argument whose entries become fields. */
  options: v.optional(v.union([v.number(), v.array(v.number())])),
  /** The field in which the receiver of the method stays: `url.openConnection()`. */
  receiver: v.optional(v.string()),
  /** The argument into which it is made (C out-parameters). */
  into: v.optional(argument),
  /** Of several rows for one call, the last whose condition holds makes the object. */
  'only-if': v.optional(condition),
});

/** A `call` without `of` that also makes the holder speaks of what it makes; so in `sets`. */
const filledBy = v.strictObject({
  remove,
  append,
  method: v.optional(names),
  call: v.optional(names),
  parameters: v.optional(v.array(v.string())),
  /** Position of the holder among the arguments of `call`. */
  of: v.optional(argument),
  /** What is put in; absent means the default roots. */
  argument: v.optional(argument),
  /** The field of that argument in which it stands: `datum.data`. */
  option: v.optional(names),
  /** What the environment names is put in, in place of an argument. */
  environment: v.optional(v.string()),
  accepts: v.optional(v.array(v.picklist(ACCEPTS))),
  reads: v.optional(v.picklist(['first', 'all'])),
  reader: v.optional(reader),
  matches: v.optional(v.picklist(['chain', 'leaf'])),
  /** What was there before is gone. */
  resets: v.optional(v.boolean()),
  /** Nothing is put in, and all that was there is gone: `roots.Clear()`. */
  empties: v.optional(v.boolean()),
  /** The argument that names the entry: the same name overwrites. */
  alias: v.optional(argument),
  /** The argument with the host, or the pattern of hosts (`*.pay.example`), for whom it counts. */
  for: v.optional(argument),
  'when-null': v.optional(meaning),
  default: v.optional(v.string()),
  password: v.optional(v.strictObject(position)),
  verifier: v.optional(verifier),
  'only-if': v.optional(condition),
});

const sets = v.strictObject({
  remove,
  method: v.optional(names),
  call: v.optional(names),
  parameters: v.optional(v.array(v.string())),
  of: v.optional(argument),
  argument: v.optional(argument),
  /** A fixed field, or the argument that names it. */
  field: v.optional(v.string()),
  key: v.optional(argument),
  /** A constant in place of an argument: `disableX()`. */
  value: v.optional(literal),
  /** The argument is a record of which each entry is set. */
  each: v.optional(v.literal(true)),
  'only-if': v.optional(condition),
});

const holder = v.strictObject({
  type: v.string(),
  extends: v.optional(names),
  /** Fields that hold an object of another type from the start: `chain.ChainPolicy`. */
  parts: v.optional(v.record(v.string(), v.string())),
  /** What fields hold until somebody writes them: a setting that is put back later was this. */
  initially: v.optional(v.record(v.string(), literal)),
  'made-by': v.optional(v.array(madeBy)),
  starts: v.optional(starts),
  'filled-by': v.optional(v.array(filledBy)),
  sets: v.optional(v.array(sets)),
  /** Methods that give a new object of a type, with the fields and certificates of this one. */
  builds: v.optional(
    v.array(
      v.strictObject({
        method: v.optional(names),
        call: v.optional(names),
        of: v.optional(argument),
        type: v.string(),
      }),
    ),
  ),
  /** Methods and calls that give this object, or what is in it, on: `getTrustManagers()`, `&pool`. */
  'gives-itself': v.optional(names),
  /** Methods of a subclass that the library calls itself once the object is made. */
  'calls-back': v.optional(names),
  fluent: v.optional(v.boolean()),
  /** How it decides by its own fields; what was filled in comes last. */
  trust: v.optional(v.array(place)),
  'off-when': v.optional(conditions),
  'off-unless': v.optional(conditions),
  /** It judges clients then, and says nothing of servers. */
  'serves-when': v.optional(conditions),
  /** Judged as if it connected when it leaves for code that can't be seen. */
  escapes: v.optional(v.boolean()),
  /**
   * The pin stands where something was filled in, where the holder is used, or, with `late`, where it is used unless more
   * was filled in after that: `http.cert_store.add_file(…)`. Default: where it is used.
   */
  'pin-at': v.optional(v.picklist(['fill', 'use', 'late'])),
  reader: v.optional(reader),
});

const flow = v.strictObject({
  call: v.optional(names),
  method: v.optional(names),
  /** Which values have the method: `text`, `list`, `record`, `any`, or a library's type. */
  of: v.optional(names),
  /** A property in place of a method. */
  property: v.optional(names),
  does: v.string(),
  argument: v.optional(v.union([v.number(), v.string(), v.array(v.union([v.number(), v.string()]))])),
  parameters: v.optional(v.array(v.string())),
  slot: v.optional(v.string()),
  name: v.optional(v.string()),
  /** What the result is, also where nothing else is known of it. */
  type: v.optional(v.string()),
  value: v.optional(literal),
  reads: v.optional(v.picklist(['first', 'all'])),
  /** What its argument is, where certificates are read from it; of a path that it reads, the path. */
  'argument-is': v.optional(v.picklist(SOURCE_FORMS)),
  /** The same of what it gives. */
  'result-is': v.optional(v.picklist(SOURCE_FORMS)),
  /** The result goes into the variable at this position (C out-parameters); the call itself gives it too, or `value`. */
  into: v.optional(v.number()),
});

/** A file that a framework reads by its name, and where in it the options of a client stand. */
const setting = v.strictObject({
  /** The end of its path; `*` stands for anything within one name. */
  file: names,
  /** A variable of its top level; without it, what the file exports or returns. */
  variable: v.optional(names),
  /** Dotted way from there to the options, `*` for each entry: `connections.*`. */
  at: v.optional(names),
  trust: v.array(place),
  'off-when': v.optional(conditions),
  /** What reports call it. */
  label: v.string(),
});

export const modelFile = v.strictObject({
  language: names,
  library: v.string(),
  docs: v.optional(names),
  reader: v.optional(reader),
  connections: v.optional(v.array(connection)),
  settings: v.optional(v.array(setting)),
  /** Methods that a framework calls on an object of its own accord, before any other: `setUp`, `onCreate`. */
  lifecycles: v.optional(
    v.array(
      v.strictObject({
        /** Of heirs of this class; without it, of classes in test files. */
        base: v.optional(v.union([v.string(), v.array(v.string())])),
        first: v.array(v.string()),
      }),
    ),
  ),
  /** Places that count for the whole process: what is written there is judged, also where no connection is seen. */
  process: v.optional(v.array(place)),
  /** Default roots by the name that places give them, and what is read in their place: the first that is present. */
  defaults: v.optional(v.array(v.strictObject({ name: v.string(), trust: v.array(place) }))),
  holders: v.optional(v.array(holder)),
  flows: v.optional(v.array(flow)),
  /** Library constants with a known value, and names that are the same thing: `GuzzleHttp\RequestOptions.VERIFY: verify`. */
  constants: v.optional(v.record(v.string(), literal)),
  /** Other qualified names of the same module or class. */
  aliases: v.optional(v.record(v.string(), v.string())),
  /** Base classes of the library whose methods call back into a subclass: method -> how it is asked. */
  delegates: v.optional(v.array(v.strictObject({ type: v.string(), verifier }))),
  /** Words besides those of the names above that make a file a suspect. */
  keywords: v.optional(v.array(v.string())),
});

export type ModelFile = v.InferOutput<typeof modelFile>;
export type Setting = v.InferOutput<typeof setting>;
export type Lifecycle = NonNullable<ModelFile['lifecycles']>[number];
export type Connection = v.InferOutput<typeof connection>;
export type Holder = v.InferOutput<typeof holder>;
export type MadeBy = v.InferOutput<typeof madeBy>;
export type FilledBy = v.InferOutput<typeof filledBy>;
export type Sets = v.InferOutput<typeof sets>;
export type Flow = v.InferOutput<typeof flow>;
export type DefaultRoots = NonNullable<ModelFile['defaults']>[number];
