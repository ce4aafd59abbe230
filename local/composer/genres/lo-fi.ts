import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const LO_FI: Style = {
  bpm: [70, 90],
  minorShare: 0.5,
  moods: ['calm', 'dreamy', 'sad'],
  swing: 0.22,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['ii9 V13 Imaj9 vi7', 'Imaj9 vi9 ii9 V9', 'IVmaj7 iii7 ii9 Imaj9'],
      chorus: ['IVmaj9 iii7 vi9 ii9,V9', 'ii9 V13 Imaj9 -', 'IVmaj7 V6 iii7 vi9'],
      bridge: ['vi9 ii9 vi9 V9', 'ii9 iii7 IVmaj7 V9'],
      turnaround: 'ii9,V9',
      home: 'Imaj9',
    },
    minor: {
      verse: ['i9 iv9 VImaj7 v7', 'i9 VImaj7 iv9 v7', 'iv9 VII9 IIImaj7 VImaj7'],
      chorus: ['VImaj7 v7 i9 i9', 'iv9 v7 i9 VImaj7', 'VImaj7 VII6 i9 iv9'],
      bridge: ['iv9 i9 iv9 v7', 'VImaj7 iv9 VImaj7 v7'],
      turnaround: 'iv9,v7',
      home: 'i9',
    },
  },
  drums: {
    kit: 'lo-fi',
    light: { hat: 'x.x.x.xox.x.x.x.' },
    calm: { kick: 'X......x..x.....', snare: '....x.......x...', hat: 'x.x.x.xox.x.x.xo' },
    full: { kick: 'X......x.xx.....|X.x....x..x.....', snare: '....X.......X..o', hat: 'x.xox.xox.xox.xo', rim: '.......o......o.' },
    fill: 'stutter',
    sweeps: false,
    level: 0,
    room: 0.08,
    loosenessMs: 13,
  },
  bass: { instrument: 'round bass', calm: '1------.--1-5---', full: '1-----.1--5-8-a-|1------.1-3-5-a-', low: 31, from: 0.5, level: 1 },
  layers: [
    layer({ instrument: 'electric piano', calm: 'x-----------o---', full: 'x------x--o-----|x-----o---x-----', low: 52, level: 1, room: 0.16, strumMs: 14 }),
    layer({ instrument: 'nylon guitar', calm: '................', full: '..3.4...2.3...4.|..4.3...5...3.2.', low: 57, from: 0.7, level: -5, pan: -0.4, echo: 0.2 }),
    pad({ instrument: 'warm pad', from: 0.5, level: -3 }),
    layer({ instrument: 'vinyl', calm: 'x---------------', bus: 'pads', level: -6, room: 0 }),
  ],
  lead: { instrument: 'vibraphone', centre: 72, busy: 0.45, pentatonic: true, from: 0.6, level: -2, room: 0.28, echo: 0.3 },
  roomSeconds: 1.4,
  duck: 0.2,
}
