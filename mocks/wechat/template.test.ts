import { expect, test } from 'vitest';
import { firstFault } from './template.ts';

const verdict = (field: string, value: unknown) =>
  firstFault({ templateId: 't', fields: [field] }, { [field]: { value } });

const table: [string, string[], string[]][] = [
  ['thing1', ['长'.repeat(20), 'a', '罚款 🚗'], ['长'.repeat(21), '两\n行', '制表\t符']],
  ['number2', ['1', '-12.5', '9'.repeat(32)], ['一', '1,000', '9'.repeat(33)]],
  ['letter3', ['abcXYZ'], ['a1', 'a'.repeat(33)]],
  ['symbol4', ['！？'], ['abc', '！'.repeat(6)]],
  ['character_string5', ['4305-2210 #A', '9'.repeat(32)], ['单号1', '9'.repeat(33)]],
  [
    'time6',
    ['09:30', '2026-11-22 09:30', '2026年11月22日 09:30:15', '09:30~10:30'],
    ['9点半', '24:00', '2026-11-22'],
  ],
  ['date7', ['2026-11-22', '2026年11月22日', '2026-11-22 ~ 2026-11-23'], ['11-22', '明天']],
  ['amount8', ['¥200.00', '200元', '￥1234567890', '0.01'], ['200块', '12345678901', '¥1.234', '-1', '¥¥1']],
  ['phone_number9', ['12345', '+86 139-0000-0000'], ['一二三', '1'.repeat(18)]],
  ['car_number10', ['湘E12345', '湘ED12345'], ['湘E-12345', '湘ED1234567']],
  ['name11', ['林小满', 'Lin Xiaoman'], ['林'.repeat(11), 'L'.repeat(21), '林1']],
  ['phrase12', ['缴费成功', '五个字的词'], ['六个字的短语', 'paid', '好1']],
];
const good = table.flatMap(([field, values]) => values.map((value) => [field, value] as const));
const bad = table.flatMap(([field, , values]) => values.map((value) => [field, value] as const));

test.each(good)('%s takes %s', (field, value) => {
  expect(verdict(field, value)).toBeNull();
});

test.each(bad)('%s refuses %s and is named', (field, value) => {
  expect(verdict(field, value)).toBe(`data.${field}.value invalid`);
});

test('a field that is missing, empty or not text is named', () => {
  for (const value of ['', undefined, 200])
    expect(verdict('thing1', value)).toBe('data.thing1.value is empty');
  expect(firstFault({ templateId: 't', fields: ['thing1'] }, {})).toBe('data.thing1.value is empty');
});

test('a field that the template has not is named', () => {
  expect(firstFault({ templateId: 't', fields: [] }, { thing9: { value: 'x' } })).toBe('data.thing9 invalid');
});
