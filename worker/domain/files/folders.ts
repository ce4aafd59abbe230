export const foldersOf = (userId: string) => ({
  audio: `audio/${userId}/`,
  peaks: `peaks/${userId}/`,
})
