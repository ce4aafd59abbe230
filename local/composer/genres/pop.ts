import { layer, pad } from './layers.ts'
import type { Style } from './style.ts'

export const POP: Style = {
  bpm: [96, 126],
  minorShare: 0.3,
  moods: ['happy', 'romantic', 'dreamy', 'energetic'],
  swing: 0,
  swingUnit: 0.25,
  harmony: {
    major: {
      verse: ['I vi IV V', 'I V vi IV', 'vi IV I V', 'I iii vi IV'],
      chorus: ['IV V iii,vi IV', 'I V vi IV', 'IV I V vi', 'vi IV I V'],
      bridge: ['ii vi IV V', 'vi iii IV V'],
      turnaround: 'IV,V',
      home: 'Iadd9',
    },
    minor: {
      verse: ['i VI III VII', 'i iv VI VII', 'i III VII VI'],
      chorus: ['VI VII i III', 'VI III VII i', 'i VI III VII'],
      bridge: ['iv i VI VII', 'VI VI iv VII'],
      turnaround: 'VI,VII',
      home: 'iadd9',
    },
  },
  drums: {
    kit: 'pop',
    light: { hat: 'x...x...x...x...', kick: 'x.......x.......' },
    calm: { kick: 'x.....x.x.......', snare: '....X.......X...', hat: 'x.o.x.o.x.o.x.o.' },
    full: {
      kick: 'X.....x.x.x.....|X.....x.x.....x.',
      snare: '....X.......X...',
      clap: '....x.......x...',
      hat: 'x.x.x.x.x.x.x.x.',
      openHat: '..............x.',
      shaker: 'oxoxoxoxoxoxoxox',
    },
    fill: 'sticks',
    sweeps: true,
    level: 0,
    room: 0.08,
    loosenessMs: 5,
  },
  bass: {
    instrument: 'synth bass',
    calm: '1-----1-1-------',
    full: '1--.1-1-1--.1-a-|1--.1-1-1-1-5-a-',
    low: 33,
    from: 0.5,
    level: 0,
  },
  layers: [
    layer({ instrument: 'piano', calm: 'x-------x-------', full: 'x--x--x-x--x--x-', low: 54, level: 0, room: 0.16 }),
    layer({ instrument: 'clean guitar', calm: '1-3-2-4-3-2-4-3-', full: '1.3.2.4.3.2.4.3.', low: 57, from: 0.55, level: -5, pan: 0.45, echo: 0.25 }),
    pad({ instrument: 'warm pad', from: 0.35, level: 0, low: 55 }),
    layer({ instrument: 'supersaw', calm: 'x---------------', full: 'x-----x-----x---', low: 58, from: 0.85, level: -3, echo: 0.15 }),
  ],
  lead: { instrument: 'saw lead', centre: 72, busy: 0.55, pentatonic: false, from: 0.5, level: 0, room: 0.2, echo: 0.3 },
  roomSeconds: 1.6,
  duck: 0.25,
}
