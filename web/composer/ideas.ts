/** Whole descriptions to start from, each another kind of music. */
export const IDEAS: readonly string[] = [
  'Slow synthwave for a night ride along the coast, breathy female voice, wide analog pads, gated snare, saxophone solo after the second chorus, 88 BPM, A minor',
  'Acoustic folk song about coming home in the first snow, fingerpicked guitar, warm male voice, fiddle in the chorus, intimate, 92 BPM',
  'Lo-fi beat for a rainy Sunday, dusty drums, mellow electric piano, upright bass, vinyl crackle, laid-back, 74 BPM',
  'Big-band swing about a cat that runs a hotel, walking bass, muted trumpets, playful scat singing, 160 BPM, Bb major',
  'Cinematic march for a mountain crossing, low strings, french horns, deep drums, slow build to a wide climax, D minor',
  'Sunny reggae about a bicycle with a flat tire, offbeat guitar, organ bubbles, easy groove, 76 BPM, G major',
  'Hyper, glittering dance pop about missing the last train, chopped vocals, bright synth arpeggios, 140 BPM',
  'Smoky late-night jazz trio, brushed drums, upright bass, piano that leaves a lot of space, 68 BPM, F minor',
  'Heavy desert rock, fuzzy down-tuned guitars, dry drums, a riff that keeps circling, 112 BPM, E minor',
  'Deep ambient piece for falling asleep, slow swells, distant piano, soft rain, barely moving, D major',
  'Gospel-tinged soul about forgiving a friend, electric piano, choir in the last chorus, slow-burning groove, 72 BPM, Eb major',
  'Rolling drum and bass through an empty city, airy pads, deep sub bass, a single vocal phrase that returns, 174 BPM',
  'Baroque chamber piece for a garden party, harpsichord, two violins, cello, graceful and light, 96 BPM, G major',
  'Bossa nova about an ocean that nobody has named, nylon guitar, whispered voice, soft flute, 120 BPM',
  'Brass-heavy funk for a kitchen party, slap bass, wah guitar, handclaps, shouted chorus, 108 BPM, E minor',
  'Sea shanty about a lighthouse keeper’s radio, stomping feet, accordion, a whole crew on the chorus, 100 BPM',
]
