import { describe, expect, it } from 'vitest';
import { escapeXml, parseXml } from './xml.ts';

describe('parseXml', () => {
  it('keeps every value as the text it was', () => {
    expect(parseXml('<a><n>0200.0</n><e></e><x:t xmlns:x="u" y="1">  2 </x:t></a>')).toEqual({
      a: { n: '0200.0', e: '', t: '2' },
    });
  });

  it('makes a list of an element that may repeat, also of one', () => {
    expect(parseXml('<a><v>1</v></a>', ['v'])).toEqual({ a: { v: ['1'] } });
  });

  it('reads the predefined entities once, and no others', () => {
    expect(parseXml('<a>&lt;b&gt; &amp;amp; &#x6E58;&#28248; &unknown; &#0;</a>')).toEqual({
      a: '<b> &amp; 湘湘 &unknown; &#0;',
    });
  });

  it.each([
    ['a truncated document', '<a><amount>20'],
    ['crossed tags', '<a><b>1</a></b>'],
    ['no markup', 'java.lang.NullPointerException'],
    ['nothing', ''],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['half a megabyte', `<a>${' '.repeat(512 * 1024)}</a>`],
    ['hostile nesting', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`],
  ])('refuses %s', (_name, text) => {
    expect(() => parseXml(text)).toThrow();
  });

  it('never lets an element named __proto__ reach an object', () => {
    expect(() => {
      parseXml('<a><__proto__><polluted>1</polluted></__proto__></a>');
    }).not.toThrow(TypeError);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('says nothing of the text in its errors', () => {
    expect(() => parseXml('<a>林晓燕')).toThrow(/^not well-formed XML$/);
  });
});

describe('escapeXml', () => {
  it('survives the way there and back', () => {
    const text = '<湘> & "E" \'1\' &amp;';
    expect(parseXml(`<a>${escapeXml(text)}</a>`)).toEqual({ a: text });
  });

  it('drops what XML cannot carry', () => {
    expect(escapeXml('a\u0000b\u001fc')).toBe('abc');
  });
});
