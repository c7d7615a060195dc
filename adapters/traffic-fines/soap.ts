import { z } from 'zod';
import { decodePercentGbk, encodePercentGbk } from '../kit/percent-gbk.ts';
import { escapeXml, parseXml } from '../kit/xml.ts';

/** `queryObjectOut` reads, `writeObjectOut` changes. */
export type Port = 'query' | 'write';

export interface Message {
  port: Port;
  /** The interface serial issued to this caller. */
  serial: string;
  /** Which interface: 04C01 … */
  jkid: string;
  condition: Readonly<Record<string, string>>;
}

const Envelope = z.object({
  Envelope: z.object({
    Body: z.record(z.string(), z.record(z.string(), z.string())),
  }),
});

/** The envelope around the percent-encoded GBK document of one message. */
export function writeEnvelope({ port, serial, jkid, condition }: Message): string {
  const wrapper = port === 'query' ? 'QueryCondition' : 'WriteCondition';
  const fields = Object.entries(condition).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const document = `<?xml version="1.0" encoding="GBK"?><root><${wrapper}>${fields.join('')}</${wrapper}></root>`;
  return [
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:tm="http://service.tmri.gov">',
    `<soapenv:Body><tm:${port}ObjectOut><xtlb>04</xtlb><jkxlh>${escapeXml(serial)}</jkxlh><jkid>${jkid}</jkid>`,
    `<UTF8XmlDoc>${encodePercentGbk(document)}</UTF8XmlDoc>`,
    `</tm:${port}ObjectOut></soapenv:Body></soapenv:Envelope>`,
  ].join('');
}

/** The document inside the answer's envelope, with `violation` always a list. Throws when it is anything else. */
export function readEnvelope(port: Port, body: Buffer): unknown {
  const envelope = Envelope.parse(parseXml(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  const encoded = envelope.Envelope.Body[`${port}ObjectOutResponse`]?.[`${port}ObjectOutReturn`];
  if (encoded === undefined) throw new Error(`no ${port}ObjectOutReturn in the answer`);
  const document = decodePercentGbk(encoded.trim());
  // UTF-8 bytes often decode as GBK without an error, into other characters; the declaration gives them away.
  const declared = /^\s*<\?xml[^>]*\bencoding=["']([\w-]+)["']/i.exec(document)?.[1] ?? 'GBK';
  if (!/^(GBK|GB2312|GB18030)$/i.test(declared)) throw new Error('the document is not in GBK');
  return parseXml(document, ['violation']);
}
