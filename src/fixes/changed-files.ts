/** The files that edits would change, as they are and as they would be. */
import type { Edit } from '../result.js';
import { applyToBytes, Unappliable } from './apply-edits.js';

export interface Changed {
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

/** Empty where they can't be applied: the file is gone, or in an encoding that they can't be placed in. */
export function changedFiles(
  edits: readonly Edit[],
  bytesOf: (path: string) => Uint8Array | undefined,
): readonly Changed[] {
  try {
    return [...new Set(edits.map(({ path }) => path))].map((path) => {
      const before = bytesOf(path);
      const own = edits.filter((edit) => edit.path === path);
      return { path, before: before ?? null, after: applyToBytes(before ?? new Uint8Array(), own) };
    });
  } catch (error) {
    if (error instanceof Unappliable) return [];
    throw error;
  }
}
