/** Reads `rules/<language>/<library>.yaml`, and models that users give, into the form of `schema.ts`. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type ModelFile, modelFile } from './schema.js';

export interface Model extends ModelFile {
  /** `python/requests`. */
  readonly id: string;
}

/** A model file that can't be used; the message names the file, the line and the reason. */
export class ModelError extends Error {
  override name = 'ModelError';
}

const NOT_LANGUAGES = new Set(['migrations', 'roots']);

/** All models below `rules`, those of the given languages only if any are given. @throws ModelError */
export function loadModels(rules: string, languages?: ReadonlySet<string>): Model[] {
  const models: Model[] = [];
  for (const folder of readdirSync(rules).sort()) {
    if (NOT_LANGUAGES.has(folder) || !statSync(join(rules, folder)).isDirectory()) continue;
    for (const file of readdirSync(join(rules, folder)).sort()) {
      if (!file.endsWith('.yaml')) continue;
      const model = readModel(
        join(rules, folder, file),
        relative(rules, join(rules, folder, file)).replace(/\\/g, '/'),
      );
      if (languages === undefined || languagesOf(model).some((l) => languages.has(l))) models.push(model);
    }
  }
  return models;
}

/** @throws ModelError */
export const readModel = (path: string, shown: string = path): Model => parseModel(readFileSync(path, 'utf8'), shown);

/** @throws ModelError */
export function parseModel(text: string, shown: string): Model {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw new ModelError(`${shown}:${broken.linePos?.[0].line ?? 1}: ${broken.message.split('\n')[0]}`);
  const parsed = v.safeParse(modelFile, document.toJS());
  if (parsed.success) return { ...parsed.output, id: shown.replace(/\.yaml$/, '') };
  const issue = deepest(parsed.issues);
  const keys = (issue.path ?? []).map((step) => step.key as string | number);
  throw new ModelError(`${shown}:${lineOf(keys)}: ${keys.join('.')}: ${issue.message}`);

  function lineOf(at: readonly (string | number)[]): number {
    for (let depth = at.length; depth > 0; depth--) {
      const node = document.getIn(at.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

/** The issue that says most: the one that lies deepest. */
function deepest<T extends { readonly path?: readonly unknown[] | undefined }>(issues: readonly [T, ...T[]]): T {
  return issues.reduce(
    (best, issue) => ((issue.path?.length ?? 0) > (best.path?.length ?? 0) ? issue : best),
    issues[0],
  );
}

export const languagesOf = (model: ModelFile): readonly string[] => listOf(model.language);

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
