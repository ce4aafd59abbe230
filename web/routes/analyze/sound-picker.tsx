import { AudioLines } from 'lucide-react'
import { ChooseSound } from '../../sound/choose-sound.tsx'
import { useFileDrop } from '../../sound/use-file-drop.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './sound-picker.module.css'

/** Where a song is dropped, or picked by a button. */
export function SoundPicker({ onPick }: { onPick: (file: File) => void }) {
  const { isOver, dropZone } = useFileDrop(onPick)
  return (
    <>
      <div
        {...dropZone}
        className={`${styles.picker} needs-script`}
        data-over={isOver || undefined}
      >
        <AudioLines size={32} aria-hidden className={styles.icon} />
        <p className={styles.words}>Drop a song here</p>
        <ChooseSound look="primary" onPick={onPick}>
          Choose a file
        </ChooseSound>
        <p className={styles.bounds}>MP3, WAV, FLAC, Ogg or M4A, up to 50 MB and 10 minutes</p>
      </div>
      <div className="without-script">
        <Notice kind="note">
          Your browser measures the song itself, and needs scripts for it.
        </Notice>
      </div>
    </>
  )
}
