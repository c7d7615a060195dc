import { XMLParser } from 'fast-xml-parser';
import { decodeJavaGbk, encodeJavaGbk } from './java-gbk.ts';

/** One call as it reads inside its envelope. */
export interface Asked {
  way: 'query' | 'write';
  system: string;
  serial: string;
  /** 04C01 … */
  jkid: string;
  /** The fields of `QueryCondition` or `WriteCondition`. */
  condition: Readonly<Record<string, string>>;
}

export type Fields = Readonly<Record<string, string>>;

export interface Answer {
  code: string;
  message: string;
  rownum?: number;
  /** Elements of the body, in order. */
  rows?: readonly { tag: 'violation' | 'payment'; fields: Fields }[];
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, removeNSPrefix: true });

/** Null when it is not one of our two operations or its document cannot be read. */
export function readEnvelope(bytes: Buffer): Asked | null {
  try {
    const body = branch(branch(parse(bytes.toString('utf8')), 'Envelope'), 'Body');
    const way = 'queryObjectOut' in body ? 'query' : 'write';
    const call = branch(body, `${way}ObjectOut`);
    const root = branch(parse(decodeJavaGbk(leaf(call, 'UTF8XmlDoc'))), 'root');
    const condition = branch(root, way === 'query' ? 'QueryCondition' : 'WriteCondition');
    return {
      way,
      system: leaf(call, 'xtlb'),
      serial: leaf(call, 'jkxlh'),
      jkid: leaf(call, 'jkid'),
      condition: Object.fromEntries(Object.keys(condition).map((name) => [name, leaf(condition, name)])),
    };
  } catch {
    // Whatever is wrong with it, the platform has one answer: it does not understand the message.
    return null;
  }
}

export function writeEnvelope(way: 'query' | 'write', answer: Answer): string {
  const name = `${way}ObjectOut`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    `<ns1:${name}Response xmlns:ns1="http://service.tmri.gov">` +
    `<${name}Return>${encodeJavaGbk(documentOf(answer))}</${name}Return>` +
    `</ns1:${name}Response></soapenv:Body></soapenv:Envelope>`
  );
}

function documentOf({ code, message, rownum = 0, rows = [] }: Answer): string {
  const body = rows.map((row, id) => {
    const fields = Object.entries(row.fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
    return `<${row.tag}${row.tag === 'violation' ? ` id="${id}"` : ''}>${fields.join('')}</${row.tag}>`;
  });
  return (
    '<?xml version="1.0" encoding="GBK"?>\n<root><head>' +
    `<code>${code}</code><message>${escaped(message)}</message><rownum>${rownum}</rownum>` +
    `</head><body>${body.join('')}</body></root>`
  );
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function parse(text: string): Record<string, unknown> {
  if (text.includes('<!DOCTYPE')) throw new TypeError('a document type is not taken');
  return parser.parse(text, true);
}

function branch(of: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = of[name];
  if (typeof value !== 'object' || value === null) throw new TypeError(`no element ${name}`);
  return value as Record<string, unknown>;
}

function leaf(of: Record<string, unknown>, name: string): string {
  const value = of[name];
  if (typeof value !== 'string') throw new TypeError(`no text in ${name}`);
  return value;
}
