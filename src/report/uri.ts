/**
 * Paths as URIs relative to the root: GitHub supports no base ids, and a leading `./` hides its preview. Outside it, as
 * `rootlint store` names them, absolute ones.
 */
export function uriOf(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
