/**
 * Everything that goes wrong in the simulation. Each is counted where it truly takes effect, not where
 * it is decided: one that never does is a hole in the suite.
 */
export const FAULTS = {
  // At an await of the Worker's, whatever it waits for.
  'crash before': 'The process dies, and what it asked for never happens.',
  'crash after': 'The process dies once what it asked for has happened.',
  'answer lost': 'It happens, and the caller sees a failure.',
  refused: 'Nothing happens, and the caller sees a failure.',
  'timed out': 'The answer takes so long that the caller gives up; it may have happened.',
  'happens too late': 'A query takes effect only after its caller has given up.',
  deploy: 'Every running invocation dies at once.',

  // The services.
  'postgres down': 'Every query fails, for up to a minute.',
  'redis down': 'Every command fails, for up to a minute.',
  'redis flushed': 'All that Redis held is gone.',
  'cron round skipped': 'The platform forgets a round.',

  // The queues.
  'send lost': 'A message can’t be sent, and the sender hears so.',
  'message dropped': 'A message is gone for good, and nobody hears of it.',
  'message doubled': 'A message is delivered twice.',
  'message delayed': 'A message comes minutes late.',
  'message reordered': 'A message overtakes one that was due before it.',
  'message dead': 'Every try at a message failed.',

  // What providers tell of by themselves.
  'webhook never': 'It is not sent.',
  'webhook late': 'It comes minutes late.',
  'webhook twice': 'It comes twice.',
  'webhook early': 'It comes before the answer to the submit that it tells of.',
  'webhook reordered': 'It comes after that of a render that was done later.',

  // What providers answer and do.
  'submit busy': 'Not now (429).',
  'submit down': 'It can’t (503).',
  'submit lost, accepted': 'It has the order, but its answer is lost.',
  'submit lost on the way': 'It never gets the order, and nobody can tell.',
  'submit refused': 'It refuses the words of the order at once.',
  'render stuck': 'It never ends.',
  'render forgotten': 'The provider has never heard of it (404).',
  'render failed': 'It fails after a while.',
  'render refused': 'Its words are refused after a while.',
  'render late': 'Its music comes when its job has failed.',
  'cancel too late': 'It can’t be stopped any more.',

  // The files they make.
  'audio empty': 'No bytes.',
  'audio broken': 'No audio.',
  'audio truncated': 'Not all of it comes.',
  'audio missing': 'There is no such file (404).',
  'audio host down': 'Nobody answers.',
} as const satisfies Record<string, string>

export type Fault = keyof typeof FAULTS
