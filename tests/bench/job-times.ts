import type { Render, Studio } from './open-studio.ts'

/** The moments of a complete job, in Unix milliseconds. */
export type JobTimes = {
  askedAt: number
  /** The provider accepted it. */
  submittedAt: number
  /** The provider had made it. */
  madeAt: number
  /** Its webhook was stored; null when the job was complete without one. */
  toldAt: number | null
  completeAt: number
  deliveries: number
}

type Row = { requestId: string; askedAt: string; toldAt: string | null; completeAt: string }

/** The times of the complete ones among these jobs, as PostgreSQL and the provider have them. */
export async function readJobTimes(
  { database, renders }: Studio,
  jobIds: string[],
): Promise<JobTimes[]> {
  const { rows } = await database.query<Row>(
    `select attempts.provider_request_id as "requestId",
      extract(epoch from jobs.created_at) * 1000 as "askedAt",
      extract(epoch from min(inbox.received_at)) * 1000 as "toldAt",
      extract(epoch from jobs.finished_at) * 1000 as "completeAt"
    from jobs
      join attempts on attempts.job_id = jobs.id and attempts.status = 'succeeded'
      left join inbox on inbox.attempt_id = attempts.id
    where jobs.id = any($1) and jobs.status = 'complete'
    group by jobs.id, attempts.id`,
    [jobIds],
  )
  const made = new Map((await renders()).map((render) => [render.id, render]))
  return rows.flatMap((row) => timesOf(row, made.get(row.requestId)))
}

function timesOf(row: Row, render: Render | undefined): JobTimes[] {
  if (render === undefined || render.completedAt === null) return []
  return [
    {
      askedAt: Number(row.askedAt),
      submittedAt: render.createdAt,
      madeAt: render.completedAt,
      toldAt: row.toldAt === null ? null : Number(row.toldAt),
      completeAt: Number(row.completeAt),
      deliveries: render.webhooks.reduce((sum, { attempts }) => sum + attempts, 0),
    },
  ]
}
