import type { Pricing } from '../../api/read-pricing.ts'
import { sayFreeOffer } from '../../packs/free-offer.ts'
import styles from './questions.module.css'
import sections from './sections.module.css'

export function Questions({ pricing }: { pricing: Pricing }) {
  return (
    <section aria-labelledby="questions" className={`${sections.section} ${sections.split}`}>
      <h2 id="questions">Questions</h2>
      <div className={styles.questions}>
        {listQuestions(pricing).map(([question, answer]) => (
          <details key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </section>
  )
}

function listQuestions(pricing: Pricing): [string, string][] {
  return [
    [
      'Do I need to know about music?',
      'No. One plain sentence is enough: the style, the instruments, the mood, the subject. If you know the tempo or the key you want, you can say that, too.',
    ],
    [
      'Can I use my own lyrics?',
      'Yes. Paste them with their sections, such as [Verse] and [Chorus]. Leave them out and the model writes some, or ask for an instrumental.',
    ],
    [
      'How long does it take?',
      'About a minute for most tracks. You see where yours stands, and you may close the page: it goes on without you.',
    ],
    ['What does it cost to try?', `${sayFreeOffer(pricing)} A track that fails costs nothing.`],
    [
      'Who can hear my tracks?',
      'You. Nobody else, unless you play them to somebody. The music services that make them get your prompt and your lyrics, but not your name or your email.',
    ],
    [
      'What if I don’t like a track?',
      'Within 7 days you can get half its credits back from the track’s page, three times a month. You keep the track.',
    ],
  ]
}
