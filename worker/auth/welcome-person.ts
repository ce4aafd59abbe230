import { isLoopback, networkOf } from '../cache/network-of.ts'
import { hashAddress, hashNetwork } from '../crypto/address-hash.ts'
import type { Db } from '../db/client.ts'
import { openAccount, welcome } from '../db/welcomes.ts'
import type { Config } from '../env.ts'

const WELCOMES_PER_NETWORK_AND_DAY = 5

type Needs = { config: Config; db: Db }

/**
 * Opens a person's account and gives the welcome credits that are due: at once where no mail is sent,
 * else once the address is verified. Repeating it makes good what a crash left undone.
 *
 * @param headers of the request that made the person; null where no request did.
 */
export async function welcomePerson(
  { config, db }: Needs,
  userId: string,
  headers: Headers | null,
): Promise<void> {
  const email = await openAccount(db, {
    userId,
    networkHash: await readNetwork(config, headers),
    onlyVerified: isMailConfigured(config),
  })
  if (email === null || config.SIGNUP_CREDITS === 0) return
  await welcome(db, {
    userId,
    addressHash: await hashAddress(config.AUTH_SECRET, email),
    credits: config.SIGNUP_CREDITS,
    perNetworkAndDay: WELCOMES_PER_NETWORK_AND_DAY,
  })
}

export function isMailConfigured(config: Pick<Config, 'MAIL_API_KEY'>): boolean {
  return config.MAIL_API_KEY !== undefined
}

/** Null where networks don't count: everybody on a developer's machine shares its address. */
async function readNetwork(config: Config, headers: Headers | null): Promise<string | null> {
  if (headers === null) return null
  const address = headers.get('cf-connecting-ip')
  if (config.ENVIRONMENT === 'development' && (address === null || isLoopback(address))) return null
  return hashNetwork(config.AUTH_SECRET, networkOf(address ?? 'unknown'))
}
