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

  'storage throws': 'R2 fails once.',

  // The services.
  'postgres down': 'Every query fails, for up to a minute.',
  'redis down': 'Every command fails, for up to a minute.',
  'redis flushed': 'Redis loses everything that it held.',
  'storage down': 'R2 fails at everything, for up to a minute.',
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
  'result forgotten': 'The provider no longer tells what has become of it.',
  'render failed': 'The render fails after a while.',
  'render refused': 'The provider refuses the words after a while.',
  'provider full': 'It renders as many as it may: the order waits in its queue.',
  'render late': 'The music comes after its job has failed.',
  'cancel too late': 'The render can’t be stopped any more.',

  // What people may have the studio pay for.
  'too many open jobs': 'A person asks for one more job than they may have open.',
  'waits in line': 'A provider has as many of our songs as it may, and a song waits with us.',
  'nothing left to give': 'Songs that nobody paid for have cost what they may in a day.',
  'cancel charged': 'A person has used their free cancels, and a provider may have the song.',
  'charged music': 'Its music comes all the same.',
  'charge returned': 'Its music never comes.',

  // What people do on several devices, and who has come or left.
  'sign-up broken': 'It breaks between two of its statements, and is done again.',
  'signed out elsewhere': 'A device goes on whose session was ended on another.',
  'two devices at once': 'Both ask for something before either has its answer.',
  'acts after leaving': 'Another device asks for something when the account is closed.',
  'page closed': 'A pay page can no longer be paid, since its person has left.',
  'paid after leaving': 'Money arrives for an account that is closed.',

  // The files they make.
  'audio empty': 'No bytes.',
  'audio broken': 'No audio.',
  'audio truncated': 'Not all of it comes.',
  'audio silent': 'All of it comes, and nothing can be heard.',
  'audio short': 'It is over at once.',
  'audio missing': 'There is no such file (404).',
  'audio host down': 'The host of the file does not answer.',
} as const satisfies Record<string, string>

export type Fault = keyof typeof FAULTS
