import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuLink } from '../ui/menu.tsx'
import { type DownloadFile, type Downloads, filesOf } from './downloads.ts'

/** Entries for the menu of a track. */
export function DownloadItems({ downloads }: { downloads: Downloads }) {
  return filesOf(downloads).map((file) => (
    <DownloadItem key={file.name} file={file}>
      Download {file.name}
    </DownloadItem>
  ))
}

export function DownloadItem({
  file,
  hint,
  children,
}: {
  file: DownloadFile
  hint?: string
  children: ReactNode
}) {
  return (
    <MenuLink icon={<Download size={16} aria-hidden />} href={file.address} download hint={hint}>
      {children}
    </MenuLink>
  )
}
