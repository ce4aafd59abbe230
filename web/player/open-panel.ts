import { observable } from '../ui/observable.ts'

export type Panel = 'queue' | 'full' | 'shortcuts'

/** The player's open windows, the uppermost last: the queue may lie on the full player. */
export const openPanels = observable<readonly Panel[]>([])

/** Opens the panel, or closes it when it is open. */
export function togglePanel(panel: Panel): void {
  if (openPanels.get().includes(panel)) closePanel(panel)
  else openPanels.set([...openPanels.get(), panel])
}

export function closePanel(panel: Panel): void {
  openPanels.set(openPanels.get().filter((open) => open !== panel))
}

/** Whether the page has something to play, so that the bar should be at hand even if the connection goes. */
export const barIsNear = observable(false)
