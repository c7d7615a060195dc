import { XMLParser } from 'fast-xml-parser';
import type { Trial } from '../kit/trial.ts';
import { decodeJavaGbk, encodeJavaGbk } from './java-gbk.ts';

/** A plain caller of the platform for its own tests. */
export interface Reply {
  status: number;
  /** The inner document, decoded. */
  document: string;
  code: string;
  rownum: string;
  violations: Record<string, string>[];
  payment: Record<string, string> | undefined;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: (name) => name === 'violation',
});

export function callerOf(trial: Trial) {
  const serial = () => trial.handover().BUREAU_TRAFFIC_FINES_SERIAL ?? '';
  const call = async (
    way: 'query' | 'write',
    jkid: string,
    condition: Record<string, string>,
    { jkxlh = serial(), xtlb = '04' } = {},
  ): Promise<Reply> => {
    const kind = way === 'query' ? 'QueryCondition' : 'WriteCondition';
    const fields = Object.entries(condition).map(([name, value]) => `<${name}>${value}</${name}>`);
    const inner = `<?xml version="1.0" encoding="GBK"?><root><${kind}>${fields.join('')}</${kind}></root>`;
    return send(
      trial,
      `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:tm="http://service.tmri.gov">
       <soapenv:Body><tm:${way}ObjectOut><xtlb>${xtlb}</xtlb><jkxlh>${jkxlh}</jkxlh><jkid>${jkid}</jkid>
       <UTF8XmlDoc>${encodeJavaGbk(inner)}</UTF8XmlDoc></tm:${way}ObjectOut></soapenv:Body></soapenv:Envelope>`,
    );
  };
  return {
    serial,
    call,
    send: (body: string | Buffer) => send(trial, body),
    byVehicle: (hpzl: string, hphm: string, clsbdh: string) => call('query', '04C01', { hpzl, hphm, clsbdh }),
    byDecision: (jdsbh: string) => call('query', '04C02', { jdsbh }),
    byIdentity: (sfzmhm: string) => call('query', '04C03', { sfzmhm }),
    bySerial: (lsh: string) => call('query', '04C04', { lsh }),
    pay: (order: { lsh: string; jdsbh: string; je: string; jksj: string }) =>
      call('write', '04W01', { wxddh: '4200002112202611200000000001', ...order }),
  };
}

async function send(trial: Trial, body: string | Buffer): Promise<Reply> {
  const response = await fetch(`${trial.url}/trffweb/services/TmriOutAccess`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const text = await response.text();
  const encoded = />([^<]+)<\/(?:query|write)ObjectOutReturn>/.exec(text)?.[1] ?? '';
  const document = decodeJavaGbk(encoded);
  const { head, body: inner } = parser.parse(document).root;
  return {
    status: response.status,
    document,
    code: head.code,
    rownum: head.rownum,
    violations: inner.violation ?? [],
    payment: inner.payment,
  };
}
