import { readFileSync } from 'node:fs';

/** Bytes of the platform that this adapter's own encoder did not make (samples/README.md). */
export const sample = (name: string): Buffer => readFileSync(new URL(`./samples/${name}`, import.meta.url));

/** An answer whose inner document is plain ASCII, encoded by the language's own function rather than ours. */
export function asciiAnswer(port: 'query' | 'write', code: string, body = ''): string {
  const document = `<?xml version="1.0" encoding="GBK"?><root><head><code>${code}</code></head><body>${body}</body></root>`;
  return envelope(port, encodeURIComponent(document).replaceAll('%20', '+'));
}

export function envelope(port: 'query' | 'write', encoded: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    `<ns1:${port}ObjectOutResponse xmlns:ns1="http://service.tmri.gov"><${port}ObjectOutReturn>${encoded}` +
    `</${port}ObjectOutReturn></ns1:${port}ObjectOutResponse></soapenv:Body></soapenv:Envelope>`
  );
}
