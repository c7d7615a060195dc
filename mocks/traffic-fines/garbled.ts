import type { Garbage } from '../kit/garbage.ts';

const inEnvelope = (text: string): Garbage => ({
  type: 'text/xml; charset=UTF-8',
  body:
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">' +
    '<soapenv:Body><ns1:queryObjectOutResponse xmlns:ns1="http://service.tmri.gov"><queryObjectOutReturn>' +
    `${text}</queryObjectOutReturn></ns1:queryObjectOutResponse></soapenv:Body></soapenv:Envelope>`,
});

/** The platform's own ways of going wrong, all with status 200. */
export const garbled: readonly Garbage[] = [
  // Cut off in the middle of a percent sign.
  inEnvelope(
    '%3C%3Fxml+version%3D%221.0%22+encoding%3D%22GBK%22%3F%3E%3Croot%3E%3Chead%3E%3Ccode%3E1%3C%2Fco%',
  ),
  // A document without a head, as when the platform's cache is cold.
  inEnvelope('%3C%3Fxml+version%3D%221.0%22+encoding%3D%22GBK%22%3F%3E%3Croot%2F%3E'),
  inEnvelope('java.lang.NullPointerException'),
];
