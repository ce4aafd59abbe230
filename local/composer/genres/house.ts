import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const HOUSE: Style = {
  bpm: [120, 127],
  minorShare: 0.65,
  moods: ['energetic', 'happy', 'dreamy'],
  swing: 0.1,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['IVmaj7 - vi7 -', 'ii7 - IVmaj7 V', 'Imaj7 iii7 vi7 IVmaj7'],
      chorus: ['IVmaj7 V6 vi7 iii7', 'ii7 iii7 IVmaj7 V', 'IV V vi I'],
      bridge: ['ii9 - IVmaj7 -'],
      turnaround: 'V',
      home: 'Imaj7',
    },
    minor: {
      verse: ['i7 - VImaj7 -', 'i9 - iv9 -', 'i7 v7 VImaj7 VII'],
      chorus: ['VImaj7 VII i7 v7', 'i7 III VII iv7', 'VImaj7 v7 i7 VII'],
      bridge: ['iv9 - VImaj7 -'],
      turnaround: 'VII',
      home: 'i9',
    },
  },
  drums: {
    kit: 'house',
    light: { kick: 'X...X...X...X...', hat: '..x...x...x...x.' },
    calm: { kick: 'X...X...X...X...', clap: '....x.......x...', openHat: '..x...x...x...x.' },
    full: {
      kick: 'X...X...X...X...',
      clap: '....X.......X...',
      openHat: '..X...X...X...X.',
      hat: 'x.oxx.oxx.oxx.ox',
      shaker: 'oxxooxxooxxooxxo',
      rim: '...x......x..x..',
    },
    fill: 'roll',
    sweeps: true,
    level: 0,
    room: 0.05,
    loosenessMs: 3,
  },
  bass: { instrument: 'synth bass', calm: '..1-..1-..1-..1-', full: '..1-.1-8..1-.5-1|..1-.1-8..1-1-a-', low: 31, from: 0.55, level: 0 },
  layers: [
    layer({ instrument: 'house piano', calm: 'x..x..x.....x...', full: 'x..x..x..x..x.x.', low: 55, level: 0, room: 0.18 }),
    layer({ instrument: 'synth pluck', calm: '1.2.3.4.3.2.4.3.', full: '1.23.4.3.24.3.24', low: 62, from: 0.6, level: -4, pan: 0.3, echo: 0.35 }),
    pad({ instrument: 'warm pad', level: -1, low: 53 }),
    layer({ instrument: 'supersaw', calm: 'x---------------', full: 'x--x--x---x-x---', low: 57, from: 0.85, level: -4 }),
  ],
  lead: { instrument: 'soft lead', centre: 74, busy: 0.5, pentatonic: true, from: 0.7, level: -1, room: 0.25, echo: 0.35 },
  roomSeconds: 1.7,
  duck: 0.6,
}
