/** The folders of the store that hold a person's files, and nothing of anyone else's. */
export const foldersOf = (userId: string) => ({
  audio: `audio/${userId}/`,
  peaks: `peaks/${userId}/`,
})
