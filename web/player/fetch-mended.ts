/**
 * The address of a copy of an MP3, within this page, in which every place can be reached; null when
 * there is nothing to mend or the file can't be had. The caller revokes it.
 */
export async function fetchMended(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const [answer, { mendMp3 }] = await Promise.all([
      fetch(url, { signal }),
      import('./mend-mp3.ts'),
    ])
    if (!answer.ok) return null
    const mended = mendMp3(new Uint8Array(await answer.arrayBuffer()))
    return mended && URL.createObjectURL(new Blob([mended], { type: 'audio/mpeg' }))
  } catch {
    return null
  }
}
