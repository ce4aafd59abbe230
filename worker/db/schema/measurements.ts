import {
  bigint,
  doublePrecision,
  integer,
  pgTable,
  real,
  smallint,
  text,
} from 'drizzle-orm/pg-core'
import { time } from './time.ts'

export const measurements = pgTable('measurements', {
  fileId: text('file_id').primaryKey(),
  durationSeconds: doublePrecision('duration_seconds').notNull(),
  frames: bigint('frames', { mode: 'number' }).notNull(),
  sampleRate: integer('sample_rate').notNull(),
  channels: smallint('channels').notNull(),
  loudnessLufs: real('loudness_lufs'),
  loudnessRangeLu: real('loudness_range_lu'),
  truePeakDbtp: real('true_peak_dbtp'),
  bpm: real('bpm'),
  bpmConfidence: real('bpm_confidence'),
  bpmOther: real('bpm_other'),
  key: text('key'),
  keyConfidence: real('key_confidence'),
  keyOther: text('key_other'),
  energy: real('energy'),
  brightness: real('brightness'),
  chroma: real('chroma').array(),
  measuredAt: time('measured_at').notNull(),
})
