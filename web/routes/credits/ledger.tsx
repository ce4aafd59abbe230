import { Download } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'
import { type Balance, netCredits } from '../../api/balance.ts'
import { useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { formatMinute } from '../../ui/format-date.ts'
import { formatNumber } from '../../ui/format-number.ts'
import styles from './credits.module.css'
import type { Part } from './credits-view.ts'
import { EventTable } from './event-table.tsx'
import { foldLedger } from './fold-ledger.ts'
import table from './ledger.module.css'
import { LineTable } from './line-table.tsx'
import { Paging } from './paging.tsx'

/**
 * Every credit that came or went, newest first: a line for each thing that a person did or got, or,
 * where the address says so, each entry as it was written.
 */
export function Ledger({
  ledger: { items, nextCursor },
  balance,
  readAt,
}: {
  ledger: Part<LedgerLine>
  balance: Balance
  readAt: string
}) {
  const [params] = useSearchParams()
  const showsEntries = params.get('ledger-as') === 'entries'
  return (
    <section aria-labelledby="ledger" className={`${styles.section} ${table.section}`}>
      <div className={styles.top}>
        <h2 id="ledger">Ledger</h2>
        {items.length > 0 && (
          <div className={table.ways}>
            <Link to={showAs(params, showsEntries ? null : 'entries')}>
              {showsEntries ? 'One line per track' : 'Show holds and every entry'}
            </Link>
            <ButtonLink to="/api/credits/ledger.csv" size="small" reloadDocument download>
              <Download size={15} aria-hidden />
              Download as CSV
            </ButtonLink>
          </div>
        )}
      </div>
      <PrintedHead balance={balance} readAt={readAt} />
      {items.length === 0 ? (
        <p className={styles.empty}>
          Nothing yet. Every credit you get or spend will have a line here.
        </p>
      ) : (
        <div className={table.frame}>
          {showsEntries ? (
            <LineTable lines={items} />
          ) : (
            <EventTable events={foldLedger(items, { isNewest: !params.has('ledger') })} />
          )}
        </div>
      )}
      <Paging list="ledger" nextCursor={nextCursor} />
    </section>
  )
}

/** What a sheet of paper must say by itself: whose ledger this is, from when, and the totals. */
function PrintedHead({ balance, readAt }: { balance: Balance; readAt: string }) {
  const { person } = useVisitor()
  return (
    <p className={table.printed}>
      <bdi>{person?.name}</bdi> ({person?.email}), {formatMinute(readAt)} UTC:{' '}
      {countCredits(netCredits(balance))}, {formatNumber(balance.held)} on hold
    </p>
  )
}

function showAs(params: URLSearchParams, shape: 'entries' | null): string {
  const changed = new URLSearchParams(params)
  changed.delete('canceled')
  if (shape === null) changed.delete('ledger-as')
  else changed.set('ledger-as', shape)
  return `/credits?${changed}#ledger`
}
