/** Paths as URIs relative to the root: GitHub supports no base ids, and a leading `./` hides its preview. */
export function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
