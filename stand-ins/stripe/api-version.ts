/** The account's API version: the one that the installed client is written for. */
export const API_VERSION = '2026-10-28.endive'
