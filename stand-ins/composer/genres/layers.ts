import type { Layer } from './style.ts'

/** A layer with the settings most layers share. */
export function layer(settings: Partial<Layer> & Pick<Layer, 'instrument' | 'calm'>): Layer {
  return {
    bus: 'chords',
    full: settings.calm,
    low: 54,
    from: 0,
    level: 0,
    pan: 0,
    room: 0.18,
    echo: 0,
    strumMs: 0,
    ...settings,
  }
}

/** A held pad behind everything. */
export function pad(settings: Partial<Layer> & Pick<Layer, 'instrument'>): Layer {
  return layer({ bus: 'pads', calm: 'x---------------', room: 0.3, ...settings })
}
