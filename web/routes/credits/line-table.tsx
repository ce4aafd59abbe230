import type { LedgerLine } from '../../../worker/domain/credits/answer-entry.ts'
import { formatMinute } from '../../ui/format-date.ts'
import { formatChange, formatNumber } from '../../ui/format-number.ts'
import table from './ledger.module.css'
import { LineText } from './line-text.tsx'

/** The ledger's entries as they were written. The balance is without what is on hold. */
export function LineTable({ lines }: { lines: LedgerLine[] }) {
  return (
    <table aria-labelledby="ledger" className={`${table.ledger} ${table.entries}`}>
      <thead>
        <tr>
          <th scope="col">What happened</th>
          <th scope="col">Credits</th>
          <th scope="col">On hold</th>
          <th scope="col">Balance</th>
          <th scope="col">When (UTC)</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  )
}

function LineRow({ line }: { line: LedgerLine }) {
  return (
    <tr>
      <td className={table.text}>
        <LineText line={line} />
      </td>
      <td data-name="Credits" data-sign={Math.sign(line.credits)} className={table.number}>
        {formatChange(line.credits)}
      </td>
      <td data-name="On hold" data-sign={line.held === 0 ? 0 : undefined} className={table.number}>
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
