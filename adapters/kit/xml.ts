import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Deeper than any bureau's message; a bound against hostile nesting. */
const MOST_DEPTH = 20;
/** Over a hundred records of the most talkative bureau. More would hold up everybody else while it is parsed. */
const MOST_CHARS = 512 * 1024;

/**
 * Parses a small XML document into plain objects of strings: no attributes, no namespaces, no entities of its own.
 * Throws Error, never with the document's text in it.
 * @param repeated elements that are lists, even when there is only one
 */
export function parseXml(text: string, repeated: readonly string[] = []): unknown {
  if (text.length > MOST_CHARS) throw new Error('too long');
  // fast-xml-parser mends broken documents silently; a truncated amount must not become a smaller one.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error('document type declarations are not accepted');
  if (XMLValidator.validate(text) !== true) throw new Error('not well-formed XML');
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    removeNSPrefix: true,
    parseTagValue: false,
    processEntities: false,
    maxNestedTags: MOST_DEPTH,
    tagValueProcessor: (_tag, value) => unescapeXml(value),
    isArray: (tag) => repeated.includes(tag),
  });
  return parser.parse(text);
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal, hex, name) => {
    if (name) return predefined[name] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Text made safe for an element's content. Characters that XML cannot carry at all are dropped. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are forbidden in XML 1.0
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
  );
}
