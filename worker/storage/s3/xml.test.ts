import { expect, it } from 'vitest'
import { escapeXml, isDocument, textOf, textsOf } from './xml.ts'

it('reads the texts of elements, unescaped', () => {
  const xml = `<?xml version="1.0"?><List xmlns="http://x"><Key a="b">a&amp;b</Key><Key>&lt;&#x1F3B5;&#9;&apos;</Key>
    <KeyCount>2</KeyCount><Key></Key></List>`
  expect(textsOf(xml, 'Key')).toEqual(['a&b', "<🎵\t'", ''])
  expect(textOf(xml, 'KeyCount')).toBe('2')
  expect(textOf(xml, 'Nothing')).toBeNull()
})

it('leaves what is no entity as it is', () => {
  expect(textOf('<a>&nbsp;&#x110000; & &amp;lt;</a>', 'a')).toBe('&nbsp;&#x110000; & &lt;')
})

it('escapes whatever a key may hold', () => {
  const text = `<"it's">&amp;`
  expect(textOf(`<a>${escapeXml(text)}</a>`, 'a')).toBe(text)
})

it.each([
  ['<A xmlns="x"><B/></A>', true],
  ['<?xml version="1.0" encoding="UTF-8"?>\n  <A/>', true],
  ['\n   <A>', true],
  ['<AB></AB>', false],
  ['<B><A/></B>', false],
  ['<!doctype html><A>', false],
  ['', false],
])('knows the root of a document: %s', (xml, expected) => {
  expect(isDocument(xml, 'A')).toBe(expected)
})
