/** Where files are kept in storage. */
export const FOLDERS = ['audio/', 'peaks/', 'covers/', 'references/', 'renditions/'] as const

export const foldersOf = (userId: string) => ({
  audio: `audio/${userId}/`,
  peaks: `peaks/${userId}/`,
  covers: `covers/${userId}/`,
  references: `references/${userId}/`,
  renditions: `renditions/${userId}/`,
})
