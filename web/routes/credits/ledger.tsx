import { Download } from 'lucide-react'
import { useSearchParams } from 'react-router'
import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { formatMinute } from '../../ui/format-date.ts'
import { formatChange, formatNumber } from '../../ui/format-number.ts'
import styles from './credits.module.css'
import type { Part } from './credits-view.ts'
import { foldLedger, type LedgerEvent } from './fold-ledger.ts'
import table from './ledger.module.css'
import { LineText } from './line-text.tsx'
import { Paging } from './paging.tsx'

/** Every credit that came or went, newest first: a line for each thing that a person did or got. */
export function Ledger({ ledger: { items, nextCursor } }: { ledger: Part<LedgerLine> }) {
  const isNewest = !useSearchParams()[0].has('ledger')
  return (
    <section aria-labelledby="ledger" className={`${styles.section} ${table.section}`}>
      <div className={styles.top}>
        <h2 id="ledger">Ledger</h2>
        {items.length > 0 && (
          <ButtonLink to="/api/credits/ledger.csv" size="small" reloadDocument download>
            <Download size={15} aria-hidden />
            Download as CSV
          </ButtonLink>
        )}
      </div>
      {items.length === 0 ? (
        <p className={styles.empty}>
          Nothing yet. Every credit you get or spend will have a line here.
        </p>
      ) : (
        <div className={table.frame}>
          <table aria-labelledby="ledger" className={table.ledger}>
            <thead>
              <tr>
                <th scope="col">What happened</th>
                <th scope="col">Credits</th>
                <th scope="col">Balance</th>
                <th scope="col">When (UTC)</th>
              </tr>
            </thead>
            <tbody>
              {foldLedger(items, { isNewest }).map((event) => (
                <EventRow key={event.line.id} event={event} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Paging list="ledger" nextCursor={nextCursor} />
    </section>
  )
}

function EventRow({ event: { line, lines, change, balance, onHold } }: { event: LedgerEvent }) {
  return (
    <tr>
      <td className={table.text}>
        <LineText line={line} />
        {lines.length > 1 && <Lines lines={lines} />}
      </td>
      <td data-name="Credits" data-sign={Math.sign(change)} className={table.number}>
        {onHold > 0 ? `${formatNumber(onHold)} on hold` : formatChange(change)}
      </td>
      <td data-name="Balance" className={table.number}>
        {formatNumber(balance)}
      </td>
      <td className={table.when}>
        <time dateTime={line.createdAt}>{formatMinute(line.createdAt)}</time>
      </td>
    </tr>
  )
}

/** The ledger's own lines, as they stand in the CSV. */
function Lines({ lines }: { lines: LedgerLine[] }) {
  return (
    <details className={table.lines}>
      <summary>{lines.length} entries</summary>
      <ul>
        {lines.map(({ id, text, credits, held, createdAt }) => (
          <li key={id}>
            <bdi>{text}</bdi> (credits {formatChange(credits)}, on hold {formatChange(held)}),{' '}
            <time dateTime={createdAt}>{formatMinute(createdAt)}</time>
          </li>
        ))}
      </ul>
    </details>
  )
}
