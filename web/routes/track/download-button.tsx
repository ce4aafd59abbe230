import { ChevronDown, Download } from 'lucide-react'
import { DownloadMenu } from '../../downloads/download-menu.tsx'
import { type Downloads, filesOf } from '../../downloads/downloads.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'

/** One button for all formats; without scripts, or with one format only, a link for each. */
export function DownloadButton({ downloads }: { downloads: Downloads }) {
  const files = filesOf(downloads)
  const hasChoice = files.length > 1
  return (
    <>
      {hasChoice && (
        <DownloadMenu
          downloads={downloads}
          align="start"
          trigger={
            <Button type="button" className="needs-script">
              <Download size={16} aria-hidden />
              Download
              <ChevronDown size={16} aria-hidden />
            </Button>
          }
        />
      )}
      {files.map(({ name, address }) => (
        <ButtonLink
          key={name}
          to={address}
          reloadDocument
          download
          className={hasChoice ? 'without-script' : undefined}
        >
          <Download size={16} aria-hidden />
          Download {name}
        </ButtonLink>
      ))}
    </>
  )
}
