import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseDecision } from './decision-code.ts';

const number = '4305221064210001';

describe('a decision number is found in', () => {
  it.each([
    number,
    '430522164210000',
    ` ${number}\n`,
    '4305 2210 6421 0001',
    '４３０５２２１０６４２１０００１',
    `决定书编号:${number}`,
    `决定书编号：${number}`,
    `处罚决定书编号： ${number}`,
    `行政处罚决定书编号:${number}`,
    `JDSBH=${number}`,
    `jdsbh:${number}`,
    `https://122.gov.cn/pay?jdsbh=${number}`,
    `https://hn.122.gov.cn/m/jf?from=qr&JDSBH=${number}&t=1`,
    `HTTPS://HN.122.GOV.CN/#/pay?jdsbh=${number}`,
  ])('%s', (text) => {
    expect(recogniseDecision(text)).toBe(text.includes('430522164210000') ? '430522164210000' : number);
  });
});

describe('nothing is found in', () => {
  it.each([
    '',
    '43052210642100',
    '43052210642100011',
    '43052210642100O1',
    '430522198808060009X',
    `电话:${number}`,
    `我的决定书编号:${number}，请帮我缴`,
    `http://hn.122.gov.cn/jf?jdsbh=${number}`,
    `https://evil122.gov.cn/jf?jdsbh=${number}`,
    `https://122.gov.cn.evil.example/jf?jdsbh=${number}`,
    `https://evil.example/122.gov.cn?jdsbh=${number}`,
    `https://122.gov.cn@evil.example/?jdsbh=${number}`,
    `https://evil@122.gov.cn/?jdsbh=${number}`,
    `https://122.gov.cn/?jdsbh=${number}&jdsbh=430522164210000`,
    `https://122.gov.cn/?xjdsbh=${number}`,
    `https://122.gov.cn/?jdsbh=${number}x`,
    'https://',
    'wxp://f2f0abc',
    `javascript:alert(${number})`,
    '1'.repeat(5_000),
  ])('%s', (text) => {
    expect(recogniseDecision(text)).toBeNull();
  });
});

it('gives a well-formed number or nothing, whatever is scanned', () => {
  const piece = fc.constantFrom(
    '决定书编号',
    ':',
    '：',
    'JDSBH=',
    'https://',
    '122.gov.cn/',
    '?',
    '&',
    number,
    ' ',
    '%',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string())).map((parts) => parts.join('')),
      (text) => {
        const found = recogniseDecision(text);
        expect(found === null || /^\d{15,16}$/.test(found)).toBe(true);
      },
    ),
    { seed: 2 },
  );
});
