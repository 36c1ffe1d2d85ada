import { describe, expect, test } from 'vitest';
import { Heap } from '../../src/evaluate/memory/heap.js';
import { type Cell, textOf } from '../../src/evaluate/memory/values.js';

const cell = (text: string): Cell => ({ value: textOf(text), at: null });
const textIn = (cells: Map<string, Cell>, key: string) => {
  const value = cells.get(key)?.value;
  return typeof value === 'object' && value.kind === 'text' ? value.text : value;
};

describe('the heap', () => {
  test('undoes what a branch wrote, and can do it again', () => {
    const heap = new Heap();
    const cells = new Map([['ca', cell('old.pem')]]);
    const mark = heap.begin();
    heap.write(cells, 'ca', cell('new.pem'), 0);
    const changes = heap.undo(mark);
    expect(textIn(cells, 'ca')).toBe('old.pem');
    heap.redo(changes);
    expect(textIn(cells, 'ca')).toBe('new.pem');
  });

  test('keeps what was born in the branch: a value that it returns is whole', () => {
    const heap = new Heap();
    const mark = heap.begin();
    const born = heap.birth();
    const cells = new Map<string, Cell>();
    heap.write(cells, 'ca', cell('ca.pem'), born);
    heap.undo(mark);
    expect(textIn(cells, 'ca')).toBe('ca.pem');
  });

  test('joins two branches into one of two, and equal ones into one', () => {
    const heap = new Heap();
    const cells = new Map([
      ['ca', cell('old.pem')],
      ['mode', cell('strict')],
    ]);
    const branch = (ca: string) => {
      const mark = heap.begin();
      heap.write(cells, 'ca', cell(ca), 0);
      heap.write(cells, 'mode', cell('loose'), 0);
      return heap.undo(mark);
    };
    heap.join(branch('a.pem'), 'yes', branch('b.pem'), 'no');
    expect(textIn(cells, 'mode')).toBe('loose');
    expect(cells.get('ca')?.value).toMatchObject({
      kind: 'oneOf',
      options: [
        { when: 'yes', value: { text: 'a.pem' } },
        { when: 'no', value: { text: 'b.pem' } },
      ],
    });
  });

  test('a branch inside a branch is undone with it', () => {
    const heap = new Heap();
    const cells = new Map([['ca', cell('old.pem')]]);
    const outer = heap.begin();
    heap.write(cells, 'ca', cell('outer.pem'), 0);
    const inner = heap.begin();
    heap.write(cells, 'ca', cell('inner.pem'), 0);
    heap.redo(heap.undo(inner));
    expect(textIn(cells, 'ca')).toBe('inner.pem');
    heap.undo(outer);
    expect(textIn(cells, 'ca')).toBe('old.pem');
  });
});
