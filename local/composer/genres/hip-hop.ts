import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const HIP_HOP: Style = {
  bpm: [78, 98],
  minorShare: 0.85,
  moods: ['dark', 'energetic', 'calm'],
  swing: 0.12,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['Imaj7 - iii7 IVmaj7', 'vi7 - IVmaj7 V'],
      chorus: ['vi7 IVmaj7 I V', 'IVmaj7 iii7 vi7 V'],
      bridge: ['ii7 - vi7 -', 'IVmaj7 - iii7 -'],
      turnaround: 'IVmaj7,V',
      home: 'Imaj7',
    },
    minor: {
      verse: ['i - VI v', 'i - iv -', 'i VI i v7'],
      chorus: ['i VI iv v', 'VI v i i', 'i iv VI v7'],
      bridge: ['iv - i -', 'VI - VII -'],
      turnaround: 'iv,v7',
      home: 'i7',
    },
  },
  drums: {
    kit: 'trap',
    light: { hat: 'x.x.x.x.x.x.x.x.' },
    calm: { kick: 'X.....x...x.....', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.xx' },
    full: {
      kick: 'X..x..x...x...x.|X.....x..xx.....',
      snare: '....X.......X...',
      clap: '....x.......x...',
      hat: 'x.xxx.x.xxx.xoxo|x.x.xoxox.xxx.xx',
      openHat: '......x.........',
    },
    fill: 'stutter',
    sweeps: false,
    level: 1,
    room: 0.06,
    loosenessMs: 6,
  },
  bass: { instrument: '808 bass', calm: '1-----..--1---..', full: '1--1--1---1---5-|1-----1--11---a-', low: 29, from: 0.5, level: 1 },
  layers: [
    layer({ instrument: 'piano', calm: '1-.2-.3-1-.2-.3-', full: '1-.2-.3-4-.3-.2-', low: 57, level: 0, echo: 0.22 }),
    layer({ instrument: 'bell', calm: '................', full: '....4.......5...', low: 64, from: 0.7, level: -6, pan: 0.4, echo: 0.35 }),
    pad({ instrument: 'string ensemble', from: 0.55, level: -3, low: 52 }),
  ],
  lead: { instrument: 'square lead', centre: 70, busy: 0.5, pentatonic: true, from: 0.6, level: -1, room: 0.2, echo: 0.25 },
  roomSeconds: 1.5,
  duck: 0.2,
}
