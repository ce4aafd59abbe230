/** What a new account is given, as the studio is set up by default. */
export const SIGN_UP_CREDITS = 50
