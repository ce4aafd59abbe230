/** What the form offers; the API takes any words, and a prompt may ask for anything else. */
export const GENRES = [
  'Pop',
  'Rock',
  'Hip hop',
  'R&B',
  'Soul',
  'Funk',
  'House',
  'Techno',
  'Drum and bass',
  'Synthwave',
  'Lo-fi',
  'Ambient',
  'Cinematic',
  'Classical',
  'Jazz',
  'Folk',
  'Country',
  'Reggae',
  'Metal',
]

export const MOODS = [
  'Uplifting',
  'Dreamy',
  'Energetic',
  'Melancholic',
  'Dark',
  'Romantic',
  'Calm',
  'Playful',
  'Epic',
]

const TONICS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']

export const KEYS = ['major', 'minor'].map((mode) => ({
  mode,
  keys: TONICS.map((tonic) => `${tonic} ${mode}`),
}))

export const SECTION_TAGS = ['Intro', 'Verse', 'Chorus', 'Bridge', 'Outro']
