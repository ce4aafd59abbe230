/** The addresses of a track's files, by format; null for one that it doesn't have. */
export type Downloads = { mp3: string | null; wav: string | null }

export type DownloadFile = { name: 'MP3' | 'WAV'; address: string; about: string }

/** Those that there are, the likeliest first. */
export function filesOf({ mp3, wav }: Downloads): DownloadFile[] {
  const files: DownloadFile[] = []
  if (mp3) files.push({ name: 'MP3', address: mp3, about: 'Plays everywhere' })
  if (wav) files.push({ name: 'WAV', address: wav, about: 'For audio editors' })
  return files
}
