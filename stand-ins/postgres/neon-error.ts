import { DatabaseError } from 'pg'

/** A refusal by the front itself rather than by PostgreSQL. */
export class NeonError extends Error {
  readonly status: 400 | 413 | 507

  constructor(status: 400 | 413 | 507, message: string) {
    super(message)
    this.status = status
  }
}

/** Neon's error body. What is unknown is null, but `code` and `severity` are empty. */
export type NeonErrorBody = { message: string; code: string; severity: string } & Record<
  string,
  string | null
>

export type NeonErrorAnswer = { status: 400 | 413 | 500 | 507; body: NeonErrorBody }

/** What a failure answers: PostgreSQL's own words with 400; 500 when the server is lost. */
export function answerError(error: unknown): NeonErrorAnswer {
  if (error instanceof DatabaseError) return { status: 400, body: databaseErrorBody(error) }
  const message = error instanceof Error ? error.message : String(error)
  return { status: error instanceof NeonError ? error.status : 500, body: errorBody({ message }) }
}

/** An error as PostgreSQL would have raised it. */
export function errorBody(facts: {
  message: string
  code?: string
  severity?: string
}): NeonErrorBody {
  return { ...ABSENT, code: '', severity: '', ...facts }
}

const ABSENT = {
  detail: null,
  hint: null,
  position: null,
  internalPosition: null,
  internalQuery: null,
  where: null,
  table: null,
  column: null,
  schema: null,
  dataType: null,
  constraint: null,
  file: null,
  line: null,
  routine: null,
}

function databaseErrorBody(error: DatabaseError): NeonErrorBody {
  return {
    message: error.message,
    code: error.code ?? '',
    detail: error.detail ?? null,
    hint: error.hint ?? null,
    position: error.position ?? null,
    internalPosition: error.internalPosition ?? null,
    internalQuery: error.internalQuery ?? null,
    severity: error.severity ?? '',
    where: error.where ?? null,
    table: error.table ?? null,
    column: error.column ?? null,
    schema: error.schema ?? null,
    dataType: error.dataType ?? null,
    constraint: error.constraint ?? null,
    file: error.file ?? null,
    line: error.line ?? null,
    routine: error.routine ?? null,
  }
}
