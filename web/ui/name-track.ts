/** A track's name where several of one title must be told apart: “Carry me slow, take 2”. */
export function nameTrack({ title, take }: { title: string; take?: number | null }): string {
  return take ? `${title}, take ${take}` : title
}
