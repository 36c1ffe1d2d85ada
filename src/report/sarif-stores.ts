/** Links from a message to the trust stores it is about: GitHub shows a related location only where one leads to it. */
import type { Location } from 'sarif';
import type { Finding, PinResult } from '../result.js';
import type { Messages } from './messages/messages.js';
import { uriOf } from './uri.js';

export interface Linked {
  readonly text: string;
  readonly related: readonly Location[];
}

interface Store {
  readonly path: string;
  readonly line: number | undefined;
  readonly what: string;
}

/** More names in one sentence tell nobody more. */
const MOST_USERS = 20;

/** `isFile` tells what can be shown: a path that leads nowhere, or a folder, gets no link. */
export function linkStores(
  finding: Finding,
  pin: PinResult | undefined,
  users: readonly Finding[],
  isFile: (path: string) => boolean,
  say: Messages,
): Linked {
  const stores = pin === undefined ? [] : storesOf(pin, say).filter((store) => isFile(store.path));
  let text = escaped(finding.message);
  const unnamed: string[] = [];
  stores.forEach((store, index) => {
    const link = `[${escaped(store.path)}](${index + 1})`;
    const at = store.path === finding.path ? -1 : text.indexOf(escaped(store.path));
    // A path of which another is the ending must not be linked in the middle of that one's link.
    if (at >= 0 && !/[\w/[.-]/.test(text[at - 1] ?? '')) {
      text = text.slice(0, at) + link + text.slice(at + escaped(store.path).length);
    } else unnamed.push(link);
  });
  if (unnamed.length > 0) text += say.seeStores(unnamed);
  const related = stores.map((store, index) => relatedLocation(store, index + 1));
  const shown = users.slice(0, MOST_USERS).map((user, index) => {
    const id = related.length + index + 1;
    const code: Store = { path: user.path, line: user.line, what: user.rule };
    return { link: `[${escaped(`${user.path}:${user.line}`)}](${id})`, location: relatedLocation(code, id) };
  });
  if (shown.length > 0) {
    const more = users.length > MOST_USERS ? [say.andMore(users.length - MOST_USERS)] : [];
    text += say.formats.usedIn(say.enumerated([...shown.map(({ link }) => link), ...more]));
  }
  return { text, related: [...related, ...shown.map(({ location }) => location)] };
}

function storesOf(pin: PinResult, say: Messages): readonly Store[] {
  const stores = new Map<string, Store>();
  for (const source of pin.sources) {
    if (source.kind !== 'file' && source.kind !== 'inline') continue;
    const line = source.kind === 'inline' ? source.line : undefined;
    const names = source.anchors.map((anchor) => anchor.name).slice(0, 5);
    const held = `${say.count(source.anchors.length, 'certificate')}${names.length > 0 ? `: ${names.join(', ')}` : ''}`;
    stores.set(`${source.path}:${line}`, { path: source.path, line, what: held });
  }
  return [...stores.values()];
}

function relatedLocation(store: Store, id: number): Location {
  return {
    id,
    physicalLocation: {
      artifactLocation: { uri: uriOf(store.path) },
      region: { startLine: store.line ?? 1 },
    },
    message: { text: store.what },
  };
}

/** In a message `[` begins a link and `\` makes the next character plain. */
function escaped(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}
