/** Where files are kept in storage. */
export const FOLDERS = ['audio/', 'peaks/', 'references/', 'renditions/'] as const

export const foldersOf = (userId: string) => ({
  audio: `audio/${userId}/`,
  peaks: `peaks/${userId}/`,
  references: `references/${userId}/`,
  renditions: `renditions/${userId}/`,
})
