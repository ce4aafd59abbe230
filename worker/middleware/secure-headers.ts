import { secureHeaders } from 'hono/secure-headers'
import type { Config } from '../env.ts'

const EVERYWHERE = {
  xFrameOptions: 'DENY',
  referrerPolicy: 'strict-origin-when-cross-origin',
} as const

export const secureApi = secureHeaders(EVERYWHERE)

const SELF = "'self'"
const NONE = "'none'"
/** The router writes data into inline scripts, and components set inline styles. */
const INLINE = "'unsafe-inline'"

const STRIPE_PAGES = ['https://checkout.stripe.com', 'https://billing.stripe.com']

/** Pages use this site only. Forms can lead to Stripe: browsers apply `form-action` to a form's redirects, too. */
export function securePages({ STRIPE_BASE_URL }: Pick<Config, 'STRIPE_BASE_URL'>) {
  const stripePages = STRIPE_BASE_URL ? [new URL(STRIPE_BASE_URL).origin] : STRIPE_PAGES
  return secureHeaders({
    ...EVERYWHERE,
    contentSecurityPolicy: {
      defaultSrc: [SELF],
      scriptSrc: [SELF, INLINE],
      styleSrc: [SELF, INLINE],
      imgSrc: [SELF, 'data:'],
      // The player mends an MP3 that lacks its length, and plays the mended copy.
      mediaSrc: [SELF, 'blob:'],
      fontSrc: [SELF, 'data:'],
      workerSrc: [SELF],
      objectSrc: [NONE],
      baseUri: [SELF],
      formAction: [SELF, ...stripePages],
      frameAncestors: [NONE],
    },
  })
}
