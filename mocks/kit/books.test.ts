import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenBooks, openBooks } from './books.ts';

let dir: string;
let books: OpenBooks;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'books-'));
  books = openBooks(dir);
});

afterEach(() => {
  books.close();
  rmSync(dir, { recursive: true });
});

test('a page that was put is there after the books were closed and opened again', () => {
  books.shelf<{ fen: number }>('bills').put('a', { fen: 200 });
  books.close();
  books = openBooks(dir);
  expect(books.shelf('bills').get('a')).toEqual({ fen: 200 });
});

test('pages keep the order in which they were first put, also when changed', () => {
  const shelf = books.shelf<string>('bills');
  for (const id of ['z', 'a', 'm']) shelf.put(id, id);
  shelf.put('z', 'changed');
  expect(shelf.all()).toEqual(['changed', 'a', 'm']);
});

test('shelves do not see each other', () => {
  books.shelf<number>('one').put('x', 1);
  books.shelf<number>('two').put('x', 2);
  books.shelf('one').clear();
  expect(books.shelf('one').get('x')).toBeUndefined();
  expect(books.shelf('two').get('x')).toBe(2);
});

test('a step that fails half-way leaves nothing behind', () => {
  const shelf = books.shelf<number>('bills');
  const half = () =>
    books.atomic(() => {
      shelf.put('a', 1);
      throw new Error('the lights went out');
    });
  expect(half).toThrow('the lights went out');
  expect(shelf.all()).toEqual([]);
});

test('wiping empties every shelf but the kept ones', () => {
  books.shelf('bills').put('a', 1);
  books.shelf('keep.secrets').put('a', 'key');
  books.wipe();
  expect(books.shelf('bills').all()).toEqual([]);
  expect(books.shelf('keep.secrets').get('a')).toBe('key');
});

test('a second city on the same books is refused, naming the variable', () => {
  expect(() => openBooks(dir)).toThrow(/^CITY_DATA: .*in use by another city/);
});
