import { NONCE, secureHeaders } from 'hono/secure-headers'
import type { Config } from '../env.ts'

const SELF = "'self'"
const NONE = "'none'"
/** Components set inline styles, and what opens over a page writes some of its own. */
const INLINE = "'unsafe-inline'"

const EVERYWHERE = {
  xFrameOptions: 'DENY',
  referrerPolicy: 'strict-origin-when-cross-origin',
  /** Nothing of a browser's but sound. */
  permissionsPolicy: {
    accelerometer: false,
    autoplay: ['self'],
    camera: false,
    displayCapture: false,
    encryptedMedia: false,
    fullscreen: false,
    geolocation: false,
    gyroscope: false,
    hid: false,
    idleDetection: false,
    magnetometer: false,
    microphone: false,
    midi: false,
    payment: false,
    pictureInPicture: false,
    publickeyCredentialsGet: false,
    screenWakeLock: false,
    serial: false,
    usb: false,
    xrSpatialTracking: false,
  },
} satisfies Parameters<typeof secureHeaders>[0]

/** An answer of the API is no page: a browser that shows one as a page runs and loads nothing in it. */
export const secureApi = secureHeaders({
  ...EVERYWHERE,
  contentSecurityPolicy: { defaultSrc: [NONE], frameAncestors: [NONE], sandbox: [] },
})

const STRIPE_PAGES = ['https://checkout.stripe.com', 'https://billing.stripe.com']

/**
 * Pages use this site only, and of inline scripts run those that carry the request's nonce. Forms can lead to
 * Stripe: browsers apply `form-action` to a form's redirects, too.
 */
export function securePages({ STRIPE_BASE_URL }: Pick<Config, 'STRIPE_BASE_URL'>) {
  // A host without a scheme has the page's own, which is HTTP while developing alone.
  const stripePages = STRIPE_BASE_URL ? [new URL(STRIPE_BASE_URL).host] : STRIPE_PAGES
  return secureHeaders({
    ...EVERYWHERE,
    contentSecurityPolicy: {
      defaultSrc: [SELF],
      scriptSrc: [SELF, NONCE],
      styleSrc: [SELF, INLINE],
      imgSrc: [SELF, 'data:'],
      // The player mends an MP3 that lacks its length, and plays the mended copy.
      mediaSrc: [SELF, 'blob:'],
      fontSrc: [SELF, 'data:'],
      workerSrc: [SELF],
      objectSrc: [NONE],
      baseUri: [NONE],
      formAction: [SELF, ...stripePages],
      frameAncestors: [NONE],
    },
  })
}
