import { secureHeaders } from 'hono/secure-headers'

const EVERYWHERE = {
  xFrameOptions: 'DENY',
  referrerPolicy: 'strict-origin-when-cross-origin',
} as const

export const secureApi = secureHeaders(EVERYWHERE)

const SELF = "'self'"
const NONE = "'none'"
/** The pages' router writes its data into inline scripts, and components set inline styles. */
const INLINE = "'unsafe-inline'"

/** Pages load and ask nothing but this site, send forms nowhere else, and are never framed. */
export const securePages = secureHeaders({
  ...EVERYWHERE,
  contentSecurityPolicy: {
    defaultSrc: [SELF],
    scriptSrc: [SELF, INLINE],
    styleSrc: [SELF, INLINE],
    imgSrc: [SELF, 'data:'],
    fontSrc: [SELF, 'data:'],
    objectSrc: [NONE],
    baseUri: [SELF],
    formAction: [SELF],
    frameAncestors: [NONE],
  },
})
