/** Every table. Constraints and indexes live in `migrations/` alone. */

export * from './schema/credits.ts'
export * from './schema/files.ts'
export * from './schema/jobs.ts'
export * from './schema/measurements.ts'
export * from './schema/messages.ts'
export * from './schema/people.ts'
export * from './schema/purchases.ts'
export * from './schema/tracks.ts'
