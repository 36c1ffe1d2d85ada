/**
 * Where a model looks for trust, and what stands there: positions, conditions, places, and how something is taken out or put
 * in beside. The rows that have such places stand in `schema.ts`.
 */
import * as v from 'valibot';

export const names = v.union([v.string(), v.array(v.string())]);

/** Position (0 is the first argument) or name. A list gives both, `[cafile, 1]`. */
export const argument = v.union([v.string(), v.number(), v.array(v.union([v.string(), v.number()]))]);

export const literal = v.union([v.string(), v.number(), v.boolean(), v.null()]);

export const ACCEPTS = [
  'path',
  'directory',
  'pem',
  'der',
  'keystore',
  'certificate',
  'holder',
  'spki-pin',
  'certificate-pin',
  'verifier',
] as const;

export const SOURCE_FORMS = ['path', 'text', 'bytes', 'stream', 'opening'] as const;

const READERS = ['openssl', 'curl', 'java', 'node', 'go', 'dotnet', 'gnutls', 'mbedtls', 'lenient'] as const;

export const reader = v.picklist(READERS);

const defaultRoots = v.strictObject({ default: v.string() });

export const starts = v.union([v.literal('nothing'), defaultRoots]);

/** What a constant at a place means: look at the next place, the default roots, nobody, or no verification at all. */
export const meaning = v.picklist(['further', 'default', 'nothing', 'off']);

/** Where something stands: one of these, or an option and the field that counts without it. */
export const position = {
  argument: v.optional(argument),
  /** Dotted option of a record argument (any of them, or the one named by `argument`). */
  option: v.optional(names),
  /** Dotted field of the receiver, or of the holder itself. */
  field: v.optional(names),
  /** Process-wide variable of the library. */
  slot: v.optional(names),
  environment: v.optional(names),
  /** System property (Java), ini setting (PHP). */
  property: v.optional(names),
  receiver: v.optional(v.literal(true)),
  /** Within the text that stands there: a name of a connection string, or of the query of a URL. */
  within: v.optional(v.string()),
  /** Command-line flag (`--cacert`, `-k`, `-Dname`) of a command, or among the words of the environment variable beside it. */
  flag: v.optional(names),
  /** The first argument that is a URL. */
  url: v.optional(v.literal(true)),
  /** A function, or the name of one, stands there: what it gives is meant. */
  makes: v.optional(v.literal(true)),
};

const test = {
  ...position,
  is: v.optional(v.union([literal, v.array(literal)])),
  /** Something stands there, and it is not known to be one of these. */
  isnt: v.optional(v.union([literal, v.array(literal)])),
  missing: v.optional(v.literal(true)),
};

/** `and`: other things that must hold too. */
const alsoHolds = v.optional(v.union([v.strictObject(test), v.array(v.strictObject(test))]));

export const condition = v.strictObject({ ...test, and: alsoHolds });

/** How a verifier is asked: the method of an object, or the function itself; what it answers with. */
export const verifier = v.strictObject({
  method: v.optional(names),
  /** `boolean`: false rejects. `throws`: an exception rejects. `error`: anything but null rejects (Go, Node). */
  answers: v.picklist(['boolean', 'throws', 'error']),
  /** What stands in front: the function adds to the check of the default roots, or replaces it. */
  after: v.optional(v.picklist(['default'])),
  /** Positions of arguments that are objects of the library, with their type: C#'s `chain`. */
  gives: v.optional(v.record(v.string(), v.string())),
  /** Positions of arguments that already carry the library's own verdict (C#'s `errors`, OpenSSL's `preverified`). */
  verdict: v.optional(v.number()),
  /** It is asked for each certificate of the chain in turn (OpenSSL), not once for all. */
  'each-certificate': v.optional(v.literal(true)),
  /** The verdict is an error code: zero where all is good. */
  'verdict-is': v.optional(v.literal('error')),
});

/** How one does without what stands there, where the shape of the code does not say it. */
export const remove = v.optional(
  v.strictObject({
    /** Text in the argument's place: `null`. */
    argument: v.optional(v.string()),
    /** Text in the call's place; `{receiver}` and `{0}` stand for parts of the old one. Empty: the call goes. */
    call: v.optional(v.string()),
    /** Text in the call's place where it is no statement of its own. */
    result: v.optional(v.string()),
    /** The word in front of the flag, which goes too. */
    after: v.optional(v.string()),
    /** Why it can't be done without. */
    withheld: v.optional(v.string()),
  }),
);

/**
 * Statements that put further certificates into what a call fills, in order of preference. `{receiver}` and `{0}` stand for
 * parts of the call; `{path}`, `{text}`, `{bytes}`, `{stream}` and `{opening}` for the expression from which one was read;
 * `{pem}` for the text of a certificate that is written there, `{fresh}` for a name that the file does not use; `{in java.io}`
 * is the module of the name behind it, left out where the file imports that. One that begins with a dot is a link of the call's chain.
 */
export const append = v.optional(
  v.array(
    v.union([
      v.string(),
      v.strictObject({
        write: v.string(),
        /** Only in files that mention one of these: what is there from some version of the library on. */
        'where-mentioned': v.optional(v.array(v.string())),
        /** Checked exceptions, which have to be caught or declared where it is written (Java). */
        throws: v.optional(v.array(v.string())),
      }),
    ]),
  ),
);

export const place = v.strictObject({
  ...position,
  remove,
  default: v.optional(v.string()),
  accepts: v.optional(v.array(v.picklist(ACCEPTS))),
  reads: v.optional(v.picklist(['first', 'all'])),
  reader: v.optional(reader),
  adds: v.optional(v.boolean()),
  /** Counts together with the place that decided before it: a file and a folder of the same client. */
  joins: v.optional(v.literal(true)),
  'when-true': v.optional(meaning),
  'when-false': v.optional(meaning),
  'when-null': v.optional(meaning),
  'when-empty': v.optional(meaning),
  /** A holder that says nothing itself: an agent without `ca`. The next place counts, unless `default` stands here. */
  'when-bare': v.optional(meaning),
  /** `further`: the place only carries what was made elsewhere, and is judged there. */
  'when-unknown': v.optional(meaning),
  /** A value that the place does not accept is taken silently: then the default roots count, or nobody is trusted. */
  otherwise: v.optional(v.picklist(['default', 'nothing'])),
  matches: v.optional(v.picklist(['chain', 'leaf'])),
  algorithm: v.optional(v.string()),
  verifier: v.optional(verifier),
  password: v.optional(v.strictObject(position)),
  /**
   * A function that is given an object of this type, at the position of `argument`, which trusts what the places behind
   * this one say; what it does to it counts. `given` names the field whose value it gets at another position.
   */
  'sets-up': v.optional(
    v.strictObject({
      type: v.string(),
      argument: v.number(),
      given: v.optional(v.record(v.string(), v.string())),
      fields: v.optional(v.record(v.string(), literal)),
    }),
  ),
  /** The place counts only if this holds. */
  'only-if': v.optional(condition),
  /** Verification is off if this holds, whatever stands here. */
  'off-when': v.optional(v.union([condition, v.array(condition)])),
  label: v.optional(v.string()),
});

export const conditions = v.union([condition, v.array(condition)]);

export type Place = v.InferOutput<typeof place>;

export type Condition = v.InferOutput<typeof condition>;

export type VerifierModel = v.InferOutput<typeof verifier>;

export type Meaning = v.InferOutput<typeof meaning>;

export type ArgumentAt = v.InferOutput<typeof argument>;

export type Literal = v.InferOutput<typeof literal>;
