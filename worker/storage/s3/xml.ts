/** The texts of all elements of this name, however deep they are; of the answers of S3 none is nested in itself. */
export function textsOf(xml: string, name: string): string[] {
  const elements = xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, 'g'))
  return [...elements].map(([, text]) => unescapeXml(text ?? ''))
}

export function textOf(xml: string, name: string): string | null {
  return textsOf(xml, name)[0] ?? null
}

/** Whether the answer is a document with this root; a proxy's page of HTML is none. */
export function isDocument(xml: string, root: string): boolean {
  return new RegExp(`^\\s*(?:<\\?xml[^>]*\\?>)?\\s*<${root}[\\s/>]`).test(xml)
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (entity, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? entity
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}
