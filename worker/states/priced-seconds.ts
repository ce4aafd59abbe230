/** A model that is priced by length charges once per this many seconds, begun ones included. */
export const PRICED_SECONDS = 30
