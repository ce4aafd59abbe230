/**
 * Everything that goes wrong in the simulation. A fault is counted where it takes effect, not where it is
 * decided: one that never takes effect is a hole in the suite.
 */
export const FAULTS = {
  // At an await of the Worker's, whatever it waits for.
  'crash before': 'The process dies, and what it asked for never happens.',
  'crash after': 'The process dies once what it asked for has happened.',
  'answer lost': 'It has happened, but the caller gets an error.',
  refused: 'Nothing happens, and the caller sees a failure.',
  'timed out': 'The answer takes so long that the caller gives up; it may have happened.',
  'happens too late': 'A query takes effect only after its caller has given up.',
  deploy: 'Every running invocation dies at once.',

  // The services.
  'postgres down': 'Every query fails, for up to a minute.',
  'redis down': 'Every command fails, for up to a minute.',
  'redis flushed': 'Redis loses everything that it held.',
  'cron round skipped': 'The platform forgets a round.',

  // The queues.
  'send lost': 'A message can’t be sent, and the sender gets an error.',
  'message dropped': 'A message is lost, and the sender does not notice.',
  'message doubled': 'A message is delivered twice.',
  'message delayed': 'A message comes minutes late.',
  'message reordered': 'A message overtakes one that was due before it.',
  'message dead': 'Every try to process a message fails.',

  // What providers report by themselves.
  'webhook never': 'It is not sent.',
  'webhook late': 'It comes minutes late.',
  'webhook twice': 'It comes twice.',
  'webhook early': 'It comes before the answer to its submit.',
  'webhook reordered': 'It comes after the webhook of a render that was done later.',

  // What providers answer and do.
  'submit busy': 'The provider won’t take it now (429).',
  'submit down': 'The provider can’t take it (503).',
  'submit lost, accepted': 'The provider has the order, but its answer is lost.',
  'submit lost on the way': 'The provider never gets the order, and the caller can’t tell.',
  'submit refused': 'The provider refuses the words of the order at once.',
  'render stuck': 'The render never ends.',
  'render forgotten': 'The provider has never heard of it (404).',
  'render failed': 'The render fails after a while.',
  'render refused': 'The provider refuses the words after a while.',
  'render late': 'The music comes after its job has failed.',
  'cancel too late': 'The render can’t be stopped any more.',

  // The files they make.
  'audio empty': 'No bytes.',
  'audio broken': 'No audio.',
  'audio truncated': 'Not all of it comes.',
  'audio missing': 'There is no such file (404).',
  'audio host down': 'The host of the file does not answer.',
} as const satisfies Record<string, string>

export type Fault = keyof typeof FAULTS
