import { expect, test } from 'vitest';
import { type FieldValue, formatField } from './field-format.ts';

const at = Date.parse('2026-11-22T09:05:59+08:00');

const table: [field: string, value: FieldValue, shown: string][] = [
  ['thing1', '交通违法罚款', '交通违法罚款'],
  ['thing1', '一二三四五六七八九十一二三四五六七八九十', '一二三四五六七八九十一二三四五六七八九十'],
  ['thing1', '一二三四五六七八九十一二三四五六七八九十多', '一二三四五六七八九十一二三四五六七八九…'],
  ['thing12', '一行\n两行\u0007', '一行 两行'],
  ['thing1', `${'字'.repeat(19)}😀😀`, `${'字'.repeat(19)}…`],
  ['thing1', ' \n ', '无'],
  ['phrase4', '正在入账', '正在入账'],
  ['phrase4', '正在入账请稍候', '正在入账请'],
  ['phrase4', '缴费OK！', '缴费'],
  ['phrase4', 'OK', '无'],
  ['amount3', { fen: 20_000 }, '¥200.00'],
  ['amount3', { fen: 5 }, '¥0.05'],
  ['amount3', { fen: 12_345_678_901 }, '¥123456789'],
  ['amount3', { fen: 1_234_567_890 }, '¥12345678.90'],
  ['time5', { at }, '2026-11-22 09:05'],
  ['date5', { at }, '2026-11-22'],
  ['time5', { at: Date.parse('2026-11-22T16:30:00Z') }, '2026-11-23 00:30'],
  ['number1', '第 42 号', '42'],
  ['number1', '号', '0'],
  ['letter1', 'a1b2', 'ab'],
  ['symbol1', '!?#$%^', '!?#$%'],
  ['character_string1', '20261122AB 号', '20261122AB'],
  ['character_string1', 'x'.repeat(40), 'x'.repeat(32)],
  ['phone_number1', '+86 138 0000 0000', '+8613800000000'],
  ['car_number1', '鄂B·12345挂车长', '鄂B12345挂'],
  ['name1', '林·小满', '林小满'],
  ['name1', '阿'.repeat(12), '阿'.repeat(10)],
];

test.each(table)('%s of %j shows %s', (field, value, shown) => {
  expect(formatField(field, value)).toBe(shown);
});

test.each<[string, FieldValue]>([
  ['enum1', '甲'],
  ['thing1', { fen: 1 }],
  ['thing1', { at }],
  ['amount3', '200'],
])('%s takes no %j: our own mistake is loud', (field, value) => {
  expect(() => formatField(field, value)).toThrow(/field kind/);
});
