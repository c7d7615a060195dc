import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenBooks, openBooks } from './books.ts';
import { openClock } from './clock.ts';

let books: OpenBooks;
let machineTime = 1_000_000;
const machine = () => machineTime;

beforeEach(() => {
  books = openBooks(mkdtempSync(join(tmpdir(), 'clock-')));
});
afterEach(() => books.close());

test('an untouched clock is the machine’s, for everyone', () => {
  const clock = openClock(books, machine);
  expect([clock.now(), clock.now('wechat')]).toEqual([machineTime, machineTime]);
});

test('advancing everyone moves WeChat too; advancing WeChat moves it alone', () => {
  const clock = openClock(books, machine);
  clock.advance(5000, 'all');
  clock.advance(70, 'wechat');
  expect(clock.now()).toBe(machineTime + 5000);
  expect(clock.now('wechat')).toBe(machineTime + 5070);
});

test('setting everyone ends WeChat’s skew; setting WeChat leaves the city', () => {
  const clock = openClock(books, machine);
  clock.set(42, 'wechat');
  expect([clock.now(), clock.now('wechat')]).toEqual([machineTime, 42]);
  clock.set(77, 'all');
  expect([clock.now(), clock.now('wechat')]).toEqual([77, 77]);
});

test('the clock runs on after a restart from where it stood', () => {
  openClock(books, machine).advance(3_600_000, 'all');
  machineTime += 20;
  expect(openClock(books, machine).now()).toBe(machineTime + 3_600_000);
});

test('back to real time', () => {
  const clock = openClock(books, machine);
  clock.advance(5, 'all');
  clock.advance(5, 'wechat');
  clock.backToRealTime();
  expect([clock.now(), clock.now('wechat')]).toEqual([machineTime, machineTime]);
});
