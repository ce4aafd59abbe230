import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const DRUM_AND_BASS: Style = {
  bpm: [170, 176],
  minorShare: 0.85,
  moods: ['energetic', 'dark', 'dreamy'],
  swing: 0,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['Imaj7 - vi7 -', 'IVmaj7 - vi7 -'],
      chorus: ['IVmaj7 - V - vi7 - iii7 -', 'vi7 - IVmaj7 -'],
      bridge: ['ii9 - IVmaj7 -'],
      turnaround: 'V',
      home: 'Imaj7',
    },
    minor: {
      verse: ['i7 - VImaj7 -', 'i9 - iv9 -'],
      chorus: ['VImaj7 - VII - i7 - v7 -', 'i7 - VImaj7 - iv7 - v7 -'],
      bridge: ['iv9 - VImaj7 -'],
      turnaround: 'VII',
      home: 'i9',
    },
  },
  drums: {
    kit: 'break',
    light: { hat: 'x.x.x.x.x.x.x.x.', shaker: 'oooooooooooooooo' },
    calm: { kick: 'X.........x.....', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
    full: {
      kick: 'X.........x.....|X.x.......x.....',
      snare: '....X..o.o..X..o|....X..o.o.oX...',
      hat: 'x.xxx.xxx.xxx.xx',
      ride: 'x...x...x...x...',
      shaker: 'oxoxoxoxoxoxoxox',
    },
    fill: 'stutter',
    sweeps: true,
    level: 1,
    room: 0.06,
    loosenessMs: 3,
  },
  bass: { instrument: 'reese bass', calm: '1---------------', full: '1-----1---1-----|1-----1-----5-a-', low: 29, from: 0.55, level: 1 },
  layers: [
    layer({ instrument: 'electric piano', calm: 'x---------x-----', full: 'x-----x---x-----', low: 55, level: 0, echo: 0.3, room: 0.25 }),
    layer({ instrument: 'synth pluck', calm: '1...3...2...4...', full: '1..3..2.4..3..2.', low: 64, from: 0.7, level: -5, pan: -0.35, echo: 0.4 }),
    pad({ instrument: 'warm pad', low: 52, level: 1 }),
    pad({ instrument: 'string ensemble', low: 60, from: 0.85, level: -3 }),
  ],
  lead: { instrument: 'soft lead', centre: 74, busy: 0.3, pentatonic: true, from: 0.6, level: -1, room: 0.3, echo: 0.4 },
  roomSeconds: 2,
  duck: 0.35,
}
