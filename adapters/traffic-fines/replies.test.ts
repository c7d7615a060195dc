import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cityTime } from '../kit/city-time.ts';
import { billOf } from './bill.ts';
import { violationsOf } from './bureau.ts';
import { readEnvelope } from './soap.ts';
import { asciiAnswer, envelope, sample } from './testing.ts';
import { Violation } from './wire.ts';

const at = cityTime('2026-11-20 10:00:00') ?? 0;

/** All that happens to an answer on its way to bills. */
function bills(body: Buffer) {
  const document = readEnvelope('query', body) as { root: { body: unknown } };
  return violationsOf({ body: document.root.body, sentAt: at, at }).map((violation) =>
    billOf(violation, { sentAt: at, at, plate: 'whole' }),
  );
}

const whole = sample('several-records.xml');
const count = bills(whole).length;

/** The protocol has no checksum: a changed digit passes. What is noticed is an error, and no bill ever gets lost. */
function readsAllOrNone(damaged: Buffer) {
  try {
    expect(bills(damaged)).toHaveLength(count);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    if ((error as Error).name === 'AssertionError') throw error;
  }
}

it('an answer cut off anywhere is never read as a shorter one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.lastIndexOf('</queryObjectOutReturn>') }), (length) => {
      expect(() => bills(whole.subarray(0, length))).toThrow();
    }),
    { seed: 3, numRuns: 300 },
  );
});

it('an inner document cut off anywhere is never read as a shorter one', () => {
  const encoded = /<queryObjectOutReturn[^>]*>([^<]+)</.exec(whole.toString())?.[1] ?? '';
  fc.assert(
    fc.property(fc.integer({ min: 0, max: encoded.length - 20 }), (length) => {
      expect(() => bills(Buffer.from(envelope('query', encoded.slice(0, length))))).toThrow();
    }),
    { seed: 4, numRuns: 300 },
  );
});

it('random damage gives an error or as many bills as there were, never fewer', () => {
  const hits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(hits, (changes) => {
      const damaged = Buffer.from(whole);
      for (const [place, byte] of changes) damaged[place] = byte;
      readsAllOrNone(damaged);
    }),
    { seed: 5, numRuns: 500 },
  );
});

it('any bytes at all give an error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
        fc.string().map((text) => Buffer.from(text)),
      ),
      (body) => {
        expect(() => bills(body)).toThrow();
      },
    ),
    { seed: 6, numRuns: 500 },
  );
});

it('any text in an amount is that amount in fen, or an error', () => {
  const [record] = violationsOf({
    body: (readEnvelope('query', sample('one-record.xml')) as { root: { body: unknown } }).root.body,
    sentAt: at,
    at,
  });
  const amounts = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.nat(10_000_000).map((fen) => (fen / 100).toFixed(2)),
  );
  fc.assert(
    fc.property(amounts, (fkje) => {
      const violation = Violation.parse({ ...record, fkje: fkje.slice(0, 400), znj: '' });
      let fen: number;
      try {
        fen = billOf(violation, { sentAt: at, at, plate: 'whole' }).amountFen;
      } catch {
        return;
      }
      expect(Number.isSafeInteger(fen) && fen >= 0).toBe(true);
      expect(Math.round(Number(fkje) * 100)).toBe(fen);
    }),
    { seed: 7, numRuns: 500 },
  );
});

it.each([
  [
    'two amounts in one record',
    asciiAnswer('query', '1', '<violation><fkje>1</fkje><fkje>2</fkje></violation>'),
  ],
  ['a record without fields', asciiAnswer('query', '1', '<violation id="0"/>')],
  ['text where records belong', asciiAnswer('query', '1', 'nothing')],
  ['a SOAP fault', envelope('query', '').replaceAll('queryObjectOutResponse', 'Fault')],
  ['the answer to a write', asciiAnswer('write', '1')],
  ['a web page', '<!DOCTYPE html><html><body>502</body></html>'],
  ['an entity bomb', `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(100)}">]><a>&a;</a>`],
  [
    'UTF-8 in place of GBK',
    envelope(
      'query',
      encodeURIComponent(
        '<?xml version="1.0" encoding="UTF-8"?><root><head><code>1</code></head><body/></root>',
      ),
    ),
  ],
])('refuses %s', (_name, answer) => {
  expect(() => bills(Buffer.from(answer))).toThrow();
});

it('a flood of records is refused before it is parsed', () => {
  const flood = asciiAnswer('query', '1', '<violation><fkje>1</fkje></violation>'.repeat(20_000));
  expect(() => bills(Buffer.from(flood))).toThrow('too long');
});
