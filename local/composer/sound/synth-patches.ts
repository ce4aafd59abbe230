import type { SynthPatch } from './synth-voice.ts'

const PLAIN: SynthPatch = {
  wave: 'saw',
  voices: 1,
  detuneCents: 0,
  spread: 0,
  sub: 0,
  subOctave: 0,
  breath: 0,
  attack: 0.004,
  decay: 0.3,
  sustain: 0.7,
  release: 0.15,
  cutoffHertz: 2500,
  keyTracking: 0.5,
  openOctaves: 0,
  openDecay: 0.2,
  resonance: 0.15,
  vibratoCents: 0,
  dropSemitones: 0,
}

const patch = (settings: Partial<SynthPatch>): SynthPatch => ({ ...PLAIN, ...settings })

export const SYNTH_PATCHES = {
  'warm pad': patch({ voices: 3, detuneCents: 11, spread: 0.9, attack: 0.22, decay: 1.5, sustain: 0.8, release: 1.6, cutoffHertz: 1100, openOctaves: 0.9, openDecay: 1.4 }),
  'dark pad': patch({ wave: 'pulse', voices: 3, detuneCents: 14, spread: 0.9, attack: 0.3, decay: 2, sustain: 0.7, release: 2, cutoffHertz: 650, openOctaves: 1.2, openDecay: 2.2, resonance: 0.35 }),
  'string ensemble': patch({ voices: 3, detuneCents: 9, spread: 0.8, attack: 0.14, decay: 1.2, sustain: 0.85, release: 0.7, cutoffHertz: 1900, keyTracking: 0.4, openOctaves: 0.4, openDecay: 0.8, vibratoCents: 7, resonance: 0.05 }),
  'staccato strings': patch({ voices: 3, detuneCents: 8, spread: 0.6, attack: 0.012, decay: 0.12, sustain: 0.25, release: 0.3, cutoffHertz: 1800, openOctaves: 1.3, openDecay: 0.09, resonance: 0.05 }),
  'low strings': patch({ voices: 3, detuneCents: 7, spread: 0.35, sub: 0.35, attack: 0.05, decay: 0.5, sustain: 0.7, release: 0.45, cutoffHertz: 700, openOctaves: 0.9, openDecay: 0.2, vibratoCents: 4 }),
  'solo strings': patch({ voices: 2, detuneCents: 4, spread: 0.3, attack: 0.09, decay: 0.8, sustain: 0.85, release: 0.4, cutoffHertz: 2300, keyTracking: 0.6, openOctaves: 0.3, openDecay: 0.4, vibratoCents: 16 }),
  choir: patch({ wave: 'voice', voices: 3, detuneCents: 12, spread: 0.9, breath: 0.04, attack: 0.3, decay: 1.5, sustain: 0.85, release: 1.5, cutoffHertz: 1000, keyTracking: 0.3, resonance: 0.5, vibratoCents: 14 }),
  brass: patch({ voices: 3, detuneCents: 7, spread: 0.6, attack: 0.045, decay: 0.35, sustain: 0.75, release: 0.25, cutoffHertz: 900, openOctaves: 1.6, openDecay: 0.3, resonance: 0.1, vibratoCents: 5 }),
  organ: patch({ wave: 'organ', voices: 2, detuneCents: 5, spread: 0.6, attack: 0.008, decay: 1, sustain: 0.95, release: 0.08, cutoffHertz: 3500, vibratoCents: 6 }),
  supersaw: patch({ voices: 5, detuneCents: 17, spread: 1, attack: 0.006, decay: 0.5, sustain: 0.7, release: 0.3, cutoffHertz: 3600, openOctaves: 0.8, openDecay: 0.25 }),
  'saw lead': patch({ voices: 2, detuneCents: 8, spread: 0.5, attack: 0.008, decay: 0.4, sustain: 0.75, release: 0.22, cutoffHertz: 2600, openOctaves: 1, openDecay: 0.2, resonance: 0.25, vibratoCents: 14 }),
  'square lead': patch({ wave: 'square', voices: 2, detuneCents: 6, spread: 0.35, attack: 0.006, decay: 0.3, sustain: 0.7, release: 0.16, cutoffHertz: 2000, openOctaves: 1.2, openDecay: 0.15, resonance: 0.2, vibratoCents: 12 }),
  'soft lead': patch({ wave: 'triangle', voices: 2, detuneCents: 5, spread: 0.4, sub: 0.3, attack: 0.02, decay: 0.5, sustain: 0.8, release: 0.35, cutoffHertz: 2800, vibratoCents: 12 }),
  'synth pluck': patch({ voices: 2, detuneCents: 9, spread: 0.5, attack: 0.003, decay: 0.16, sustain: 0.05, release: 0.3, cutoffHertz: 900, openOctaves: 2.3, openDecay: 0.09, resonance: 0.25 }),
  acid: patch({ attack: 0.003, decay: 0.2, sustain: 0.3, release: 0.06, cutoffHertz: 420, openOctaves: 2.6, openDecay: 0.11, resonance: 0.82, keyTracking: 0.3 }),
  flute: patch({ wave: 'triangle', breath: 0.05, attack: 0.045, decay: 0.6, sustain: 0.85, release: 0.16, cutoffHertz: 3200, keyTracking: 0.7, vibratoCents: 13 }),
  saxophone: patch({ wave: 'reed', breath: 0.035, attack: 0.028, decay: 0.3, sustain: 0.8, release: 0.13, cutoffHertz: 1500, keyTracking: 0.6, openOctaves: 0.7, openDecay: 0.25, resonance: 0.3, vibratoCents: 13 }),
  'sub bass': patch({ wave: 'triangle', sub: 0.8, attack: 0.03, decay: 1, sustain: 0.9, release: 0.4, cutoffHertz: 300 }),
  'synth bass': patch({ voices: 2, detuneCents: 6, sub: 0.5, attack: 0.003, decay: 0.18, sustain: 0.55, release: 0.08, cutoffHertz: 480, openOctaves: 1.7, openDecay: 0.11, resonance: 0.3, keyTracking: 0.3 }),
  'reese bass': patch({ voices: 3, detuneCents: 22, spread: 0.25, sub: 0.6, attack: 0.01, decay: 0.8, sustain: 0.9, release: 0.12, cutoffHertz: 520, openOctaves: 0.8, openDecay: 0.6, resonance: 0.25, keyTracking: 0.2 }),
  '808 bass': patch({ wave: 'triangle', sub: 0.9, attack: 0.002, decay: 0.9, sustain: 0.35, release: 0.14, cutoffHertz: 700, dropSemitones: 7, keyTracking: 0 }),
} as const satisfies Record<string, SynthPatch>
