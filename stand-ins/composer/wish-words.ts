import type { Genre, Mood } from './song-wishes.ts'

/** The words for each genre in a prompt; the longest match wins over those inside it. */
export const GENRE_WORDS: Record<Genre, readonly string[]> = {
  pop: ['pop', 'dance pop', 'indie pop', 'k-pop', 'electropop', 'chart', 'singer-songwriter'],
  rock: [
    'rock',
    'indie rock',
    'hard rock',
    'metal',
    'punk',
    'grunge',
    'alternative',
    'garage rock',
  ],
  'lo-fi': ['lo-fi', 'lofi', 'lo fi', 'lo-fi hip hop', 'lofi hip hop', 'chillhop', 'study beats'],
  'hip hop': ['hip hop', 'hip-hop', 'hiphop', 'rap', 'trap', 'boom bap', 'drill', 'phonk'],
  house: ['house', 'deep house', 'tropical house', 'edm', 'dance', 'club', 'disco house', 'garage'],
  techno: ['techno', 'trance', 'acid', 'minimal techno', 'rave', 'industrial', 'electro'],
  ambient: ['ambient', 'drone', 'meditation', 'new age', 'soundscape', 'sleep', 'atmospheric'],
  jazz: ['jazz', 'swing', 'bebop', 'bossa nova', 'big band', 'smooth jazz', 'lounge', 'blues'],
  folk: ['folk', 'acoustic', 'country', 'americana', 'bluegrass', 'celtic', 'fingerstyle'],
  cinematic: ['cinematic', 'orchestral', 'film score', 'soundtrack', 'trailer', 'epic orchestral'],
  synthwave: ['synthwave', 'retrowave', 'outrun', 'vaporwave', '80s', 'eighties', 'synth pop'],
  'drum & bass': [
    'drum & bass',
    'drum and bass',
    'drum n bass',
    'dnb',
    'd&b',
    'jungle',
    'liquid dnb',
  ],
  'r&b': ['r&b', 'rnb', 'r and b', 'neo soul', 'soul', 'slow jam', 'motown'],
  classical: [
    'classical',
    'piano',
    'solo piano',
    'sonata',
    'nocturne',
    'chamber',
    'baroque',
    'waltz',
  ],
  funk: ['funk', 'funky', 'disco', 'nu disco', 'boogie', 'groove'],
  reggae: ['reggae', 'dub', 'ska', 'dancehall', 'reggaeton', 'island'],
}

/** The words for each mood in a prompt. */
export const MOOD_WORDS: Record<Mood, readonly string[]> = {
  happy: ['happy', 'joyful', 'cheerful', 'sunny', 'upbeat', 'playful', 'bright', 'fun', 'summer'],
  sad: [
    'sad',
    'melancholy',
    'melancholic',
    'heartbroken',
    'lonely',
    'bittersweet',
    'tearful',
    'grief',
  ],
  calm: [
    'calm',
    'relaxed',
    'relaxing',
    'peaceful',
    'chill',
    'mellow',
    'gentle',
    'soft',
    'soothing',
  ],
  energetic: [
    'energetic',
    'driving',
    'powerful',
    'intense',
    'fast',
    'hype',
    'workout',
    'aggressive',
  ],
  dark: ['dark', 'ominous', 'brooding', 'sinister', 'moody', 'haunting', 'mysterious', 'gloomy'],
  dreamy: ['dreamy', 'ethereal', 'floating', 'hazy', 'nostalgic', 'spacey', 'night', 'rainy'],
  romantic: ['romantic', 'love', 'tender', 'sensual', 'intimate', 'warm', 'sweet'],
  epic: ['epic', 'heroic', 'triumphant', 'majestic', 'anthemic', 'grand', 'soaring', 'uplifting'],
}

type Match<T> = { name: T; index: number; wholeClause: boolean }

/**
 * Which of these things a prompt names. A clause between commas that is nothing but the
 * name (or "calm mood") decides, the last such one winning, since chosen wishes are appended to a
 * prompt. Otherwise the main words decide, before what comes "with" them: the last one named
 * there, since the noun follows its adjectives. Null when none is named.
 */
export function findNamed<T extends string>(
  prompt: string,
  words: Record<T, readonly string[]>,
): T | null {
  const matches = matchWords(prompt.toLowerCase(), words)
  const stated = matches.filter((match) => match.wholeClause).at(-1)
  if (stated) return stated.name
  const extras = prompt.toLowerCase().search(/\b(with|featuring|over|plus)\b/)
  const main = matches.filter((match) => extras < 0 || match.index < extras)
  return (main.at(-1) ?? matches[0])?.name ?? null
}

function matchWords<T extends string>(
  text: string,
  words: Record<T, readonly string[]>,
): Match<T>[] {
  // The keys of a record typed by T are exactly its T's.
  const names = Object.keys(words) as T[]
  const entries = names.flatMap((name) => words[name].map((word) => ({ name, word })))
  entries.sort((a, b) => b.word.length - a.word.length)
  const matches: Match<T>[] = []
  let remaining = text
  for (const { name, word } of entries) {
    for (
      let index = remaining.indexOf(word);
      index >= 0;
      index = remaining.indexOf(word, index + 1)
    ) {
      const end = index + word.length
      if (LETTER.test(text[index - 1] ?? '') || LETTER.test(text[end] ?? '')) continue
      const before = text.slice(0, index).split(CLAUSE_END).at(-1) ?? ''
      const after = text.slice(end).split(CLAUSE_END)[0] ?? ''
      const wholeClause = before.trim() === '' && LABEL.test(after)
      matches.push({ name, index, wholeClause })
      remaining = remaining.slice(0, index) + ' '.repeat(word.length) + remaining.slice(end)
    }
  }
  return matches.sort((a, b) => a.index - b.index)
}

const LETTER = /[\p{L}\p{N}]/u
const CLAUSE_END = /[,;.\n]/
const LABEL = /^\s*(mood|style|genre|music)?\s*$/
