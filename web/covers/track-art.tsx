import { drawCover } from '../../worker/domain/style/draw-cover.ts'
import styles from './track-art.module.css'

/** A track's cover: a quiet picture, always the same for the same id. */
export function TrackArt({ trackId, size }: { trackId: string; size: number }) {
  return (
    <img
      src={coverAddress(trackId)}
      alt=""
      width={size}
      height={size}
      className={size < 96 ? styles.small : styles.large}
    />
  )
}

/** The cover itself, as an address. */
export const coverAddress = (trackId: string): string =>
  `data:image/svg+xml,${encodeURIComponent(drawCover(trackId))}`
