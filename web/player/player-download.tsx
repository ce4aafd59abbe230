import { Download } from 'lucide-react'
import { DownloadMenu } from '../downloads/download-menu.tsx'
import { filesOf } from '../downloads/downloads.ts'
import { nameTrack } from '../ui/name-track.ts'
import type { PlayableTrack } from './playable-track.ts'
import buttonStyles from './player-button.module.css'

/** The track's files, in the formats that there are; nothing for a listener who has none. */
export function PlayerDownload({ track }: { track: PlayableTrack }) {
  const { downloads } = track
  if (!downloads || filesOf(downloads).length === 0) return null
  return (
    <DownloadMenu
      downloads={downloads}
      side="top"
      trigger={
        <button
          type="button"
          className={buttonStyles.button}
          aria-label={`Download ${nameTrack(track)}`}
          title="Download"
        >
          <Download aria-hidden size={18} />
        </button>
      }
    />
  )
}
