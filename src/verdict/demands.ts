/** `--require ROOT`: roots that every exclusive pin must hold, whatever the migrations say. */
import { UsageError } from '../usage-error.js';
import type { Demand } from './judge.js';
import { catalogueRoot, type Migration, namedRoots, type Root } from './migrations.js';
import type { Catalogue } from './read-pin.js';

/** A root that nobody knows: a usage error of whoever gave it. */
export class UnknownRootError extends UsageError {
  override readonly name = 'UnknownRootError';
  constructor(given: string) {
    super(`--require ${given}: no root has this id, name or SHA-256 fingerprint; a migration file can describe it`);
  }
}

export const demandsOf = (
  required: readonly string[],
  migrations: readonly Migration[],
  catalogue: Catalogue,
): readonly Demand[] =>
  required.map((given) => {
    const root = rootCalled(given, namedRoots(migrations), catalogue);
    if (root === null) throw new UnknownRootError(given);
    return { id: `require:${root.id}`, required: { mode: 'all', roots: [root] } };
  });

/** By id, fingerprint or name, in this order; roots that a migration describes come before the catalogue's. */
export function rootCalled(given: string, described: readonly Root[], catalogue: Catalogue): Root | null {
  const hex = given.replace(/[:\s]/g, '').toLowerCase();
  const name = given.trim().toLowerCase();
  const known = described.find((root) => root.id === given || root.sha256 === hex || root.name.toLowerCase() === name);
  if (known !== undefined) return known;
  const entry =
    catalogue.byId(given) ?? catalogue.bySha256(hex) ?? catalogue.all().find((one) => one.name.toLowerCase() === name);
  return entry ? catalogueRoot(entry, catalogue) : null;
}
