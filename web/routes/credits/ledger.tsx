import { Download } from 'lucide-react'
import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { formatMinute } from '../../ui/format-date.ts'
import { formatChange, formatNumber } from '../../ui/format-number.ts'
import styles from './credits.module.css'
import type { Part } from './credits-view.ts'
import table from './ledger.module.css'
import { LineText } from './line-text.tsx'
import { Paging } from './paging.tsx'

/** Every credit that came, went or was set aside, newest first. */
export function Ledger({ ledger: { items, nextCursor } }: { ledger: Part<LedgerLine> }) {
  return (
    <section aria-labelledby="ledger" className={styles.section}>
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
          Nothing yet. Every credit that you get or spend will have a line here.
        </p>
      ) : (
        <div className={table.frame}>
          <table aria-labelledby="ledger" className={table.ledger}>
            <thead>
              <tr>
                <th scope="col">What happened</th>
                <th scope="col">Credits</th>
                <th scope="col">Held</th>
                <th scope="col">Balance</th>
                <th scope="col">When (UTC)</th>
              </tr>
            </thead>
            <tbody>
              {items.map((line) => (
                <LedgerRow key={line.id} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Paging list="ledger" nextCursor={nextCursor} />
    </section>
  )
}

function LedgerRow({ line }: { line: LedgerLine }) {
  return (
    <tr>
      <td className={table.text}>
        <LineText line={line} />
      </td>
      <td data-name="Credits" data-sign={Math.sign(line.credits)} className={table.number}>
        {formatChange(line.credits)}
      </td>
      <td data-name="Held" data-sign={line.held === 0 ? 0 : undefined} className={table.number}>
        {formatChange(line.held)}
      </td>
      <td data-name="Balance" className={table.number}>
        {formatNumber(line.balance)}
      </td>
      <td className={table.when}>
        <time dateTime={line.createdAt}>{formatMinute(line.createdAt)}</time>
      </td>
    </tr>
  )
}
