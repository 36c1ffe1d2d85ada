/**
 * Whether a changed file can matter to a pin, told by its name and first bytes: a commit of pictures and prose must cost
 * nothing. What is in doubt matters.
 */
import { posix } from 'node:path';
import { isManifest } from './dependencies.js';
import { classify, sniff } from './languages.js';
import type { Tree } from './tree.js';

export type Relevance =
  /** A source: pins may stand in it, and those of its language may lead through it. */
  | { readonly kind: 'source'; readonly language: string }
  /** A trust store, a setting, a start script: any pin may lead to it. */
  | { readonly kind: 'data' }
  /** It names versions of dependencies, and no pin leads to it. */
  | { readonly kind: 'manifest' }
  | { readonly kind: 'none' };

const PROSE_AND_MEDIA = words(`
  md mdx markdown rst adoc asciidoc tex bib org po pot mo xliff xlf
  png jpg jpeg gif svg webp avif ico bmp tif tiff psd ai eps fig sketch pdf doc docx xls xlsx ppt pptx odt
  mp3 mp4 m4a wav ogg flac mov avi mkv webm ttf otf woff woff2 eot css scss sass less styl html htm
  csv tsv parquet sql proto graphql snap map lockb zip gz tgz xz bz2 7z rar jar war whl so dll dylib exe o a class wasm
`);
const STORES = words('pem crt cer cert der p7b p7c p12 pfx jks jceks bks bcfks keystore truststore');
const SETTINGS = words(`
  json json5 jsonc yaml yml properties xml tf tfvars conf cnf cfg toml ini env gradle config plist lock service
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** rootlint.config.yaml and its kin: what they settle concerns every file below. */
export const isConfiguration = (path: string): boolean => /(?:^|\/)rootlint\.config\.(?:ya?ml|json)$/.test(path);

/** `tree` is asked for what the name does not tell; a deleted file is only a name. */
export function relevanceOf(path: string, tree: Tree): Relevance {
  const kind = classify(path);
  const extension = posix.extname(path).slice(1).toLowerCase();
  if (kind.kind === 'read') return { kind: 'source', language: kind.language };
  if (STORES.has(extension) || SETTINGS.has(extension)) return { kind: 'data' };
  if (isManifest(path)) return { kind: 'manifest' };
  if (kind.kind === 'unread' || PROSE_AND_MEDIA.has(extension)) return { kind: 'none' };
  // Deleted, or a submodule, of which another commit stands there now.
  const entry = tree.entry(path);
  if (entry === undefined || typeof entry === 'string') return { kind: 'data' };
  const language = kind.kind === 'sniff' ? sniff(tree.head(path)) : undefined;
  if (language !== undefined) return { kind: 'source', language };
  return posix.basename(path).startsWith('.env') || holdsCertificates(path, tree) ? { kind: 'data' } : { kind: 'none' };
}

const LARGEST_STORE = 4 * 1024 * 1024;

/** PEM anywhere in it, or the first bytes of DER, PKCS#12 and the key stores of Java. */
function holdsCertificates(path: string, tree: Tree): boolean {
  try {
    const bytes = Buffer.from(tree.read(path, LARGEST_STORE) ?? []);
    const first = bytes.toString('hex', 0, 4);
    return /^(?:3082|3083|feedfeed|cececece|00000002)/.test(first) || bytes.includes('-----BEGIN ');
  } catch {
    return true;
  }
}
