/** A page as a screen reader speaks it. */
export type Heard = {
  /** What each element of a role says, in order: its label, or else the words in it. */
  say(role: string): string[]
  /** All words, one after the other. */
  words: string
}

type Spoken = { role: string | null; label: string | null; words: string }

const ROLES: Record<string, string> = { a: 'link', button: 'button', td: 'cell' }

/** Elements that have no end tag. */
const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/** Reads HTML as React writes it. Knows the roles that are written out, and those in `ROLES`. */
export async function hearHtml(html: string): Promise<Heard> {
  const page: Spoken = { role: null, label: null, words: '' }
  const all: Spoken[] = []
  const open = [page]
  const rewriter = new HTMLRewriter()
    .on('*', {
      element(element) {
        const role = element.getAttribute('role') ?? ROLES[element.tagName] ?? null
        const label = element.getAttribute('aria-label')
        const spoken = { role, label: label && decode(label), words: '' }
        all.push(spoken)
        if (VOID.test(element.tagName)) return
        open.push(spoken)
        element.onEndTag(() => {
          open.pop()
        })
      },
    })
    .onDocument({
      text({ text }) {
        for (const spoken of open) spoken.words += text
      },
    })
  await rewriter.transform(new Response(html)).text()
  return {
    say: (role) =>
      all.filter((each) => each.role === role).map(({ label, words }) => label ?? decode(words)),
    words: decode(page.words),
  }
}

/** Undoes React's escaping. */
const decode = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity)

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
}
