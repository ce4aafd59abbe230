/** Something that the palette does: its group, its name, and other words that it is found by. */
export type Command = {
  id: string
  group: 'Go to' | 'Player' | 'Settings'
  name: string
  words?: string
  keys?: string
  /** What it does, or the address that it leads to. */
  does: string | (() => void)
}

/** Those that have every word of `typed`, in any case, in their name or their other words. */
export function matchCommands<Each extends Pick<Command, 'name' | 'words'>>(
  commands: readonly Each[],
  typed: string,
): Each[] {
  const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ name, words = '' }) => {
    const known = `${name} ${words}`.toLocaleLowerCase().split(' ')
    return wanted.every((word) => known.some((each) => each.startsWith(word)))
  })
}
