import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { printUnit } from '../../src/ir/print.js';
import type { FrontEnd } from '../../src/syntax/lower.js';

export interface Golden {
  readonly file: string;
  readonly text: string;
}

const folderOf = (language: string): string => join(import.meta.dirname, 'golden', language);

/** The source files beside the `.lowered` ones. */
export function goldensOf(language: string): Golden[] {
  return readdirSync(folderOf(language))
    .filter((file) => !file.endsWith('.lowered'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folderOf(language), file), 'utf8') }));
}

/** Each source file must lower to the text beside it. UPDATE_GOLDENS=1 writes them: read the difference before accepting it. */
export function compareGoldens(language: string, frontEnd: FrontEnd): void {
  it.each(goldensOf(language))('lowers $file', ({ file, text }) => {
    const lowered = printUnit(frontEnd(file, text));
    const expected = join(folderOf(language), `${file.slice(0, file.lastIndexOf('.'))}.lowered`);
    if (process.env.UPDATE_GOLDENS === '1') writeFileSync(expected, lowered);
    expect(lowered).toBe(readFileSync(expected, 'utf8'));
  });
}

/** Whatever is cut off or overwritten, a front end answers with a unit. */
export function survivesDamage(language: string, frontEnd: FrontEnd): void {
  it.each(goldensOf(language))('lowers $file however damaged', ({ file, text }) => {
    const damaged = [
      '',
      ...Array.from({ length: 40 }, (_, i) => text.slice(0, Math.floor((text.length * i) / 40))),
      ...['(', '"'].map((mark) =>
        text
          .split('')
          .map((letter, i) => (i % 97 === 96 ? mark : letter))
          .join(''),
      ),
    ];
    for (const content of damaged) expect(frontEnd(file, content).path).toBe(file);
  });
}
