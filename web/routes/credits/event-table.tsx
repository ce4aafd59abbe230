import { formatMinute } from '../../ui/format-date.ts'
import { formatChange, formatNumber } from '../../ui/format-number.ts'
import type { LedgerEvent } from './fold-ledger.ts'
import table from './ledger.module.css'
import { LineText } from './line-text.tsx'

/** What a person did and got. The balance includes what is on hold. */
export function EventTable({ events }: { events: LedgerEvent[] }) {
  return (
    <table aria-labelledby="ledger" className={`${table.ledger} ${table.events}`}>
      <thead>
        <tr>
          <th scope="col">What happened</th>
          <th scope="col">Credits</th>
          <th scope="col">Balance</th>
          <th scope="col">When (UTC)</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <EventRow key={event.line.id} event={event} />
        ))}
      </tbody>
    </table>
  )
}

function EventRow({ event: { line, change, balance, onHold } }: { event: LedgerEvent }) {
  return (
    <tr>
      <td className={table.text}>
        <LineText line={line} isShort />
      </td>
      <td data-sign={Math.sign(change)} className={table.number}>
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
