/** Where the mini player and sheets stand in for the bar and its panels. */
export const PHONE = '(width < 700px)'
