/** The form of a migration file. Unknown keys are mistakes: a misspelt one would otherwise be a migration that never applies. */
import * as v from 'valibot';

export type GivenRoot = string | v.InferOutput<typeof DescribedRoot>;
export type GivenRequirement =
  | readonly GivenRoot[]
  | { readonly all: readonly GivenRoot[] }
  | { readonly any: readonly GivenRoot[] }
  | v.InferOutput<typeof Policy>;

const Day = v.pipe(v.string('a date is written as 2031-11-10'), v.isoDate('a date is written as 2031-11-10'));
/** A pattern of host names, never prose: what is written here is compared with the hosts that programs call. */
const Host = v.pipe(
  v.string('expected a host name'),
  v.toLowerCase(),
  v.regex(
    /^(?:\*|[a-z0-9*_-]+(?:\.[a-z0-9*_-]+)*)$/,
    'a host is written as api.example.com or *.example.com, without scheme, port and path',
  ),
);
const Text = v.pipe(v.string('expected a text'), v.minLength(1, 'the text is empty'));
const DescribedRoot = v.strictObject({
  id: v.optional(Text),
  name: Text,
  sha256: v.optional(
    v.pipe(
      Text,
      v.transform((text) => text.replace(/[:\s]/g, '').toLowerCase()),
      v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 fingerprint has 64 hexadecimal digits'),
    ),
  ),
  pem: v.optional(Text),
  hosts: v.optional(v.array(Host, 'expected a list of host names')),
});
// Which form is meant is decided here, not by trying one after the other: mistakes are then told of the form meant.
const GivenRoot = v.lazy((given) => (typeof given === 'string' ? Text : DescribedRoot));
const Roots = v.array(GivenRoot as v.GenericSchema<GivenRoot>, 'expected a list of roots');
const OneOrMore = v.pipe(Roots, v.minLength(1, 'the list is empty'));

const All = v.strictObject({ all: OneOrMore });
const Any = v.strictObject({ any: OneOrMore });
const Policy = v.strictObject({
  policy: v.picklist(
    ['no-pin', 'no-leaf-pin', 'no-intermediate-pin', 'all-listed-roots', 'another-authority', 'sdk-version'],
    'a policy is no-pin, no-leaf-pin, no-intermediate-pin, all-listed-roots, another-authority or sdk-version',
  ),
});
const Required = v.lazy((given) => {
  if (Array.isArray(given)) return OneOrMore;
  if (typeof given !== 'object' || given === null) return All;
  return 'policy' in given ? Policy : 'any' in given ? Any : All;
});

export const MigrationFile = v.strictObject({
  id: v.optional(
    v.pipe(Text, v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'an id has lower-case letters, digits, dots and dashes')),
  ),
  kind: v.optional(v.picklist(['migration', 'notice'], 'kind is migration or notice'), 'migration'),
  scope: v.optional(v.picklist(['hosts', 'authority'], 'scope is hosts or authority')),
  title: v.optional(v.strictObject({ en: Text, 'zh-CN': v.optional(Text) })),
  hosts: v.optional(v.array(Host, 'expected a list of host names'), []),
  retiring: v.optional(Roots, []),
  alone: v.optional(v.boolean('alone is true or false'), false),
  recommended: v.optional(Roots, []),
  required: v.optional(Required as v.GenericSchema<GivenRequirement>),
  replaces: v.optional(v.array(Text, 'expected a list of migration ids'), []),
  private: v.optional(v.boolean('private is true or false'), false),
  start: v.optional(v.nullable(Day), null),
  enforced: v.optional(v.nullable(Day), null),
  'keep-old-until': v.optional(v.nullable(Day), null),
  'old-root': v.optional(v.nullable(v.picklist(['keep', 'remove'], 'old-root is keep or remove')), null),
  links: v.optional(v.array(Text, 'expected a list of links'), []),
  confidence: v.optional(v.picklist(['high', 'medium', 'low'], 'confidence is high, medium or low'), 'high'),
});

export type MigrationFile = v.InferOutput<typeof MigrationFile>;
