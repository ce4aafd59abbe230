/**
 * Cloudflare's tools, in the process that imports this and in those it starts, send no metrics, look
 * for no newer version and fetch no sample of `request.cf`. Without the network these would cost
 * seconds. A file of its own because imports are evaluated before the code beneath them.
 */
Object.assign(process.env, {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
})
