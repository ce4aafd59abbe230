import type { ReactNode } from 'react'
import { Menu } from '../ui/menu.tsx'
import { DownloadItem } from './download-items.tsx'
import { type Downloads, filesOf } from './downloads.ts'

/** A button (`trigger`) and the formats that it opens. */
export function DownloadMenu({
  downloads,
  trigger,
  ...place
}: {
  downloads: Downloads
  /** One element that takes a ref, such as a `<button>`. */
  trigger: ReactNode
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
}) {
  return (
    <Menu trigger={trigger} {...place}>
      {filesOf(downloads).map((file) => (
        <DownloadItem key={file.name} file={file} hint={file.about}>
          {file.name}
        </DownloadItem>
      ))}
    </Menu>
  )
}
