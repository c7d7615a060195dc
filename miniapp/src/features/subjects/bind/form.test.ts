import { expect, test } from 'vitest';
import { problemsIn, startValues, tidy } from './form';

const vehicle = {
  kind: 'vehicle',
  title: '机动车',
  fields: [
    {
      name: 'plateKind',
      label: '号牌种类',
      hint: '请选择',
      example: '02',
      pattern: '^(02|52)$',
      options: [{ value: '02', label: '小型汽车' }],
    },
    {
      name: 'plate',
      label: '号牌号码',
      hint: '请填写完整车牌',
      example: '湘E3K926',
      pattern: '^湘[A-Z][A-Z0-9]{5}$',
    },
  ],
};

test('a choice starts at its first option, text starts empty', () => {
  expect(startValues(vehicle)).toEqual({ plateKind: '02', plate: '' });
});

test('a field that does not fit says the service’s own hint', () => {
  expect(problemsIn(vehicle, { plateKind: '02', plate: '3K926' })).toEqual({ plate: '请填写完整车牌' });
  expect(problemsIn(vehicle, { plateKind: '02', plate: tidy(' 湘e 3k926') })).toEqual({});
});
