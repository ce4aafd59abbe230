/** What a description can say of a song's sound. */
export type DetailKind = 'genre' | 'mood' | 'tempo' | 'instruments' | 'energy' | 'key'

type Profile = { genre: string; bpm: number } & Record<
  'mood' | 'instruments' | 'energy' | 'key',
  string
>

const word = (words: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu')

/** Each kind of music by the words that name it, and what is usual in it. The first that fits counts. */
export const PROFILES: readonly (Profile & { named: RegExp })[] = [
  profile(
    'drum and bass|dnb|jungle|breakbeats?',
    'drum and bass',
    174,
    'urgent',
    'rolling breakbeat, deep sub bass, airy pads',
    'driving energy',
    'F minor',
  ),
  profile(
    'synth ?wave|retro ?wave|outrun|80s|eighties',
    'synthwave',
    100,
    'nostalgic',
    'analog pads, gated snare, pulsing bass synth',
    'steady night-drive energy',
    'A minor',
  ),
  profile(
    'lo-?fi|chill ?hop',
    'lo-fi',
    78,
    'mellow',
    'dusty drums, electric piano, soft vinyl crackle',
    'laid-back groove',
    'F major',
  ),
  profile(
    'trip ?hop|hip[ -]?hop|rap|boom ?bap|trap|drill',
    'hip hop',
    90,
    'confident',
    'deep 808 bass, crisp snare, sampled piano',
    'head-nodding groove',
    'C minor',
  ),
  profile(
    'techno|trance|rave',
    'techno',
    130,
    'hypnotic',
    'four-on-the-floor kick, acid bassline, metallic hats',
    'relentless energy',
    'A minor',
  ),
  profile(
    'house|disco|dance|edm|club|hyper ?pop',
    'house',
    124,
    'uplifting',
    'punchy kick, piano stabs, round bass',
    'bright dance-floor energy',
    'G minor',
  ),
  profile(
    'ambient|drone|meditation|sleep|new age',
    'ambient',
    64,
    'weightless',
    'slow pads, distant piano, soft field recordings',
    'barely moving',
    'D major',
  ),
  profile(
    'cinematic|trailer|film|score|soundtrack|orchestral?',
    'cinematic',
    90,
    'sweeping',
    'string section, french horns, deep percussion',
    'slow build to a wide climax',
    'D minor',
  ),
  profile(
    'classical|baroque|sonata|symphony|waltz|chamber|fugue',
    'classical',
    88,
    'graceful',
    'string quartet, solo piano',
    'gentle rise and fall',
    'G major',
  ),
  profile(
    'jazz|swing|bebop|bossa ?nova|big band',
    'jazz',
    112,
    'smoky',
    'upright bass, brushed drums, tenor saxophone',
    'relaxed swing',
    'Bb major',
  ),
  profile(
    'metal|metalcore|hardcore|doom',
    'metal',
    140,
    'furious',
    'down-tuned guitars, double kick drums, growling bass',
    'crushing intensity',
    'E minor',
  ),
  profile(
    'rock|punk|grunge|indie|garage|shoegaze',
    'rock',
    120,
    'restless',
    'overdriven guitars, live drums, driving bass',
    'building energy',
    'E minor',
  ),
  profile(
    'reggae|ska|dub|dancehall',
    'reggae',
    76,
    'sunny',
    'offbeat guitar, round bass, organ bubbles',
    'easy one-drop groove',
    'G major',
  ),
  profile(
    'country|bluegrass|americana',
    'country',
    104,
    'heartfelt',
    'acoustic guitar, pedal steel, brushed snare',
    'easy rolling pace',
    'G major',
  ),
  profile(
    'folk|acoustic|singer-?songwriter|shanty|celtic',
    'folk',
    92,
    'warm',
    'fingerpicked guitar, fiddle, soft hand drum',
    'intimate and unhurried',
    'D major',
  ),
  profile(
    'r ?& ?b|soul|neo-?soul|gospel|motown',
    'soul',
    84,
    'tender',
    'electric piano, warm bass, tight drums',
    'slow-burning groove',
    'Eb major',
  ),
  profile(
    'funk|boogie',
    'funk',
    108,
    'playful',
    'slap bass, wah guitar, brass stabs',
    'tight syncopated groove',
    'E minor',
  ),
  profile(
    'blues',
    'blues',
    76,
    'weary',
    'electric guitar, upright bass, harmonica',
    'slow shuffle',
    'A major',
  ),
  profile(
    'latin|salsa|cumbia|reggaeton|samba|tango|flamenco',
    'latin',
    98,
    'passionate',
    'nylon guitar, congas, bright trumpets',
    'swaying rhythm',
    'A minor',
  ),
  profile(
    'pop|ballad|jingle|anthem',
    'pop',
    108,
    'hopeful',
    'bright piano, layered synths, punchy drums',
    'lifting chorus',
    'C major',
  ),
]

function profile(
  names: string,
  genre: string,
  bpm: number,
  mood: string,
  instruments: string,
  energy: string,
  key: string,
): Profile & { named: RegExp } {
  return { named: word(names), genre, bpm, mood, instruments, energy, key }
}

/** What shows that a description has said something of a kind already. */
export const SAID: Record<Exclude<DetailKind, 'genre'>, RegExp> = {
  mood: word(
    'moods?|feeling|happy|sad|melanchol\\w*|dreamy|dark|bright|calm|peaceful|romantic|tender|epic|playful|nostalgi\\w*|hopeful|angry|furious|warm|cold|lonely|joyful|uplifting|bittersweet|mellow|moody|haunting|eerie|tense|cozy|smoky|somber|gloomy|sunny|heartfelt|wistful|weary|restless|hypnotic|mysterious|triumphant|passionate|quiet|sweet|longing|confident|urgent|weightless|sweeping|graceful',
  ),
  tempo: word(
    '\\d{2,3} ?bpm|bpm|tempo|slow|slowly|slower|fast|faster|mid-?tempo|up-?tempo|down-?tempo|half-?time|double-?time|quick|rapid|adagio|andante|allegro|presto|largo',
  ),
  instruments: word(
    'pianos?|keys|keyboards?|rhodes|organ|guitars?|bass(?:line)?|808s?|drums?|drum kit|percussion|snare|kick|hats|congas?|strings?|violins?|cello|fiddle|harp|orchestra|synth(?:s|esi[sz]ers?)?|pads?|saxophone|sax|trumpets?|horns?|brass|flute|clarinet|accordion|harmonica|banjo|ukulele|mandolin|sitar|choir|bells?|marimba|vibraphone|music box|turntables?|breakbeats?',
  ),
  energy: word(
    'energy|energetic|driving|laid-?back|relaxed|gentle|soft|intense|intensity|powerful|building|build|builds|minimal|loud|explosive|steady|groov\\w*|bouncy|punchy|relentless|aggressive|intimate|unhurried|lifting|swing|shuffle|barely moving|rhythm|rolling',
  ),
  key: /(?<![\p{L}\p{N}])(?:[A-G](?:#|b|♯|♭| sharp| flat)? (?:major|minor)|(?:major|minor) key)(?![\p{L}\p{N}])/iu,
}
