export const SEEK_STEP_SECONDS = 5

/** Where a key on the waveform leads, as on any slider; null for any other key. */
export function seekTarget(
  key: string,
  positionSeconds: number,
  durationSeconds: number,
): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(positionSeconds + SEEK_STEP_SECONDS, durationSeconds)
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(positionSeconds - SEEK_STEP_SECONDS, 0)
    case 'Home':
      return 0
    case 'End':
      return durationSeconds
    default:
      return null
  }
}
