import type { SkinSettings, SnareSettings } from './drum-sounds.ts'

export type DrumName =
  | 'kick'
  | 'snare'
  | 'clap'
  | 'rim'
  | 'hat'
  | 'openHat'
  | 'pedalHat'
  | 'ride'
  | 'crash'
  | 'shaker'
  | 'tambourine'
  | 'tomHigh'
  | 'tomMid'
  | 'tomLow'
  | 'riser'
  | 'impact'

export type KitName =
  | 'pop'
  | 'rock'
  | 'lo-fi'
  | 'trap'
  | 'house'
  | 'techno'
  | 'jazz'
  | 'brush'
  | 'cinematic'
  | 'gated'
  | 'break'
  | 'soul'

export type Kit = {
  kick: SkinSettings
  snare: SnareSettings
  /** Pitch of the middle tom, hertz, and how long toms ring. */
  tomHertz: number
  tomSeconds: number
  hatSeconds: number
  hatRing: number
  /** Loudness of metal against skins. */
  cymbals: number
  /** Gain into the kit's soft clipper, and where its top ends. */
  drive: number
  highCutHertz: number
}

const KICK: SkinSettings = {
  hertz: 52,
  sweepOctaves: 2.2,
  sweepSeconds: 0.022,
  seconds: 0.42,
  click: 0.5,
  drive: 1.4,
}
const SNARE: SnareSettings = {
  hertz: 190,
  toneSeconds: 0.16,
  noiseSeconds: 0.24,
  tone: 0.5,
  noise: 0.75,
  lowHertz: 1300,
  highHertz: 9500,
  gateSeconds: 0,
}
const PLAIN: Kit = {
  kick: KICK,
  snare: SNARE,
  tomHertz: 120,
  tomSeconds: 0.5,
  hatSeconds: 0.06,
  hatRing: 0.45,
  cymbals: 1,
  drive: 1.2,
  highCutHertz: 15000,
}

export const KITS: Record<KitName, Kit> = {
  pop: PLAIN,
  rock: {
    ...PLAIN,
    kick: { ...KICK, hertz: 58, seconds: 0.34, click: 0.9 },
    snare: {
      ...SNARE,
      hertz: 176,
      toneSeconds: 0.22,
      noiseSeconds: 0.34,
      tone: 0.65,
      lowHertz: 900,
    },
    tomHertz: 105,
    tomSeconds: 0.7,
    hatSeconds: 0.09,
    drive: 1.8,
  },
  'lo-fi': {
    ...PLAIN,
    kick: { ...KICK, hertz: 56, click: 0.25, seconds: 0.34 },
    snare: { ...SNARE, hertz: 205, noiseSeconds: 0.17, tone: 0.55, highHertz: 5500 },
    cymbals: 0.7,
    drive: 2.2,
    highCutHertz: 6800,
  },
  trap: {
    ...PLAIN,
    kick: { ...KICK, hertz: 46, seconds: 0.5, drive: 2 },
    snare: { ...SNARE, hertz: 215, noiseSeconds: 0.2, lowHertz: 1900 },
    hatSeconds: 0.04,
    hatRing: 0.6,
    drive: 1.5,
  },
  house: {
    ...PLAIN,
    kick: { ...KICK, hertz: 50, sweepOctaves: 2.6, seconds: 0.4, click: 0.45, drive: 1.8 },
    hatSeconds: 0.045,
    hatRing: 0.35,
    drive: 1.4,
  },
  techno: {
    ...PLAIN,
    kick: { ...KICK, hertz: 47, sweepOctaves: 2.9, sweepSeconds: 0.028, seconds: 0.46, drive: 2.8 },
    hatSeconds: 0.05,
    hatRing: 0.6,
    tomHertz: 82,
    drive: 1.7,
  },
  jazz: {
    ...PLAIN,
    kick: { ...KICK, hertz: 66, sweepOctaves: 1, seconds: 0.3, click: 0.2, drive: 1 },
    snare: { ...SNARE, hertz: 220, noiseSeconds: 0.2, tone: 0.35, lowHertz: 1700 },
    tomHertz: 150,
    cymbals: 1.1,
    drive: 1,
    highCutHertz: 12500,
  },
  brush: {
    ...PLAIN,
    kick: { ...KICK, hertz: 62, sweepOctaves: 1.1, click: 0.15, seconds: 0.32, drive: 1 },
    snare: { ...SNARE, tone: 0.18, noiseSeconds: 0.26, noise: 0.5, highHertz: 6500 },
    cymbals: 0.8,
    drive: 1,
    highCutHertz: 12000,
  },
  cinematic: {
    ...PLAIN,
    kick: { ...KICK, hertz: 40, seconds: 1.1, sweepSeconds: 0.04, click: 0.3 },
    snare: { ...SNARE, hertz: 165, noiseSeconds: 0.4, tone: 0.4, highHertz: 7000 },
    tomHertz: 74,
    tomSeconds: 1.2,
    drive: 1.3,
    highCutHertz: 11000,
  },
  gated: {
    ...PLAIN,
    kick: { ...KICK, hertz: 54, seconds: 0.36, click: 0.7 },
    snare: {
      ...SNARE,
      hertz: 170,
      toneSeconds: 0.3,
      noiseSeconds: 0.75,
      tone: 0.6,
      noise: 0.8,
      lowHertz: 800,
      gateSeconds: 0.24,
    },
    tomHertz: 110,
    tomSeconds: 0.6,
    drive: 1.6,
  },
  break: {
    ...PLAIN,
    kick: { ...KICK, hertz: 60, seconds: 0.24, click: 0.9 },
    snare: { ...SNARE, hertz: 225, noiseSeconds: 0.17, tone: 0.6, lowHertz: 1500 },
    hatSeconds: 0.05,
    drive: 2,
  },
  soul: {
    ...PLAIN,
    kick: { ...KICK, hertz: 56, seconds: 0.32, click: 0.35 },
    snare: { ...SNARE, hertz: 198, noiseSeconds: 0.2, highHertz: 8000 },
    cymbals: 0.85,
    drive: 1.4,
    highCutHertz: 12500,
  },
}

/** Where a drum stands, −1 to 1, and how loud it is in the kit. */
export const DRUM_PLACES: Record<DrumName, { pan: number; gain: number }> = {
  kick: { pan: 0, gain: 1 },
  snare: { pan: 0.05, gain: 0.72 },
  clap: { pan: -0.08, gain: 0.5 },
  rim: { pan: 0.25, gain: 0.42 },
  hat: { pan: 0.32, gain: 0.26 },
  openHat: { pan: 0.36, gain: 0.24 },
  pedalHat: { pan: 0.34, gain: 0.22 },
  ride: { pan: -0.4, gain: 0.24 },
  crash: { pan: -0.3, gain: 0.4 },
  shaker: { pan: -0.5, gain: 0.22 },
  tambourine: { pan: 0.55, gain: 0.24 },
  tomHigh: { pan: 0.35, gain: 0.6 },
  tomMid: { pan: 0, gain: 0.62 },
  tomLow: { pan: -0.35, gain: 0.7 },
  riser: { pan: 0, gain: 0.5 },
  impact: { pan: 0, gain: 0.55 },
}
