import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const RHYTHM_AND_BLUES: Style = {
  bpm: [68, 96],
  minorShare: 0.5,
  moods: ['romantic', 'calm', 'dreamy'],
  swing: 0.16,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['Imaj9 iii7 IVmaj9 V9', 'IVmaj9 iii7 vi9 ii9', 'ii9 iii7 IVmaj9 Imaj9'],
      chorus: ['IVmaj9 V13 iii7 vi9', 'ii9 V13 Imaj9 vi9', 'IVmaj9 iii7 ii9 V9'],
      bridge: ['vi9 V6 IVmaj7 ii9'],
      turnaround: 'ii9,V13',
      home: 'Imaj9',
    },
    minor: {
      verse: ['i9 iv9 VImaj7 v7', 'VImaj7 v7 i9 i9', 'i9 - iv9 VII9'],
      chorus: ['VImaj9 VII9 i9 v7', 'iv9 VII9 IIImaj7 VImaj7'],
      bridge: ['iv9 v7 VImaj7 VII9'],
      turnaround: 'iv9,v7',
      home: 'i9',
    },
  },
  drums: {
    kit: 'soul',
    light: { rim: '....x.......x...', hat: 'x.x.x.x.x.x.x.x.' },
    calm: { kick: 'X......x..x.....', rim: '....X.......X...', hat: 'x.xox.x.xox.x.xo' },
    full: { kick: 'X..o...x..x.....|X......x.xx...o.', snare: '....X..o....X..o', clap: '....x.......x...', hat: 'xoxoxoxxxoxoxoxo', tambourine: '..x...x...x...x.' },
    fill: 'stutter',
    sweeps: false,
    level: 0,
    room: 0.1,
    loosenessMs: 11,
  },
  bass: { instrument: 'round bass', calm: '1-----.1--5-----', full: '1----1.8--5-7-a-|1--.1--1--3-5-a-', low: 30, from: 0.5, level: 1 },
  layers: [
    layer({ instrument: 'electric piano', calm: 'x---------x-----', full: 'x-----.x--x---o-', low: 52, level: 1, room: 0.16, strumMs: 10 }),
    layer({ instrument: 'clean guitar', calm: '................', full: '..o...o3..4...o.', low: 60, from: 0.7, level: -5, pan: 0.5, echo: 0.15, strumMs: 6 }),
    pad({ instrument: 'warm pad', from: 0.45, level: -1 }),
    layer({ instrument: 'organ', calm: 'x---------------', low: 57, from: 0.85, level: -8, pan: -0.25 }),
  ],
  lead: { instrument: 'soft lead', centre: 70, busy: 0.5, pentatonic: true, from: 0.55, level: -1, room: 0.24, echo: 0.25 },
  roomSeconds: 1.7,
  duck: 0.1,
}
