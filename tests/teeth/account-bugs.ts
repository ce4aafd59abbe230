// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const ACCOUNT = 'worker/domain/accounts/close-account.test.ts'
const BY_MAIL = 'worker/routes/auth-by-mail.test.ts'

/** Mistakes that keep what belongs to a person who has left, or erase what belongs to one who hasn't. */
export const ACCOUNT_BUGS: readonly PlantedBug[] = [
  {
    name: 'a person who left stays signed in',
    file: 'worker/domain/accounts/erase-account.ts',
    find: 'await forgetAllSessions(redis, userId, closed.tokens)',
    replace: 'void [forgetAllSessions, redis]',
    test: ACCOUNT,
  },
  {
    name: 'the job of a person who left goes on',
    file: 'worker/domain/accounts/erase-account.ts',
    find: 'for (const jobId of closed.openJobs)',
    replace: 'for (const jobId of closed.openJobs.slice(1))',
    test: ACCOUNT,
  },
  {
    name: 'the music of a person who left stays in storage',
    file: 'worker/storage/empty-folder.ts',
    find: 'if (keys.length > 0) await',
    replace: 'if (keys.length > 1000) await',
    test: ACCOUNT,
  },
  {
    name: 'an account that is open may be erased',
    file: 'worker/db/users.ts',
    find: 'from users where id = ${userId} and closed_at is not null`)',
    replace: 'from users where id = ${userId}`)',
    test: ACCOUNT,
  },
  {
    name: 'what a person asks for in the last minute of their cookie is never erased',
    file: 'worker/db/users.ts',
    find: "and erased_at is null and signed_out_at < now() - interval '2 minutes'",
    replace: 'and erased_at is null',
    test: ACCOUNT,
  },
  {
    name: 'an account is never erased when its message was lost',
    file: 'worker/db/rescues.ts',
    find: "(select 'erase', id, 0 from users where ${DUE_TO_ERASE} and erased_at is null",
    replace: "(select 'erase', id, 0 from users where ${DUE_TO_ERASE} and erased_at is not null",
    test: ACCOUNT,
  },
  {
    name: 'a closed account may still buy and ask for music',
    file: 'worker/db/users.ts',
    find: 'closed_at is null for key share',
    replace: 'true for key share',
    test: ACCOUNT,
  },
  {
    name: 'money that comes for a closed account is kept',
    file: 'worker/domain/purchases/refund-after-leaving.ts',
    find: "status !== 'paid' || left <= 0",
    replace: "status === 'paid' || left <= 0",
    test: ACCOUNT,
  },
  {
    name: 'an address is welcomed again with a plus in it',
    file: 'worker/crypto/address-hash.ts',
    find: '`welcome:${plainAddress(email)}`',
    replace: '`welcome:${email}`',
    test: BY_MAIL,
  },
  {
    name: 'a mail whose answer was lost is sent twice',
    file: 'worker/domain/accounts/send-mail.ts',
    find: 'key: mailId,',
    replace: 'key: crypto.randomUUID(),',
    test: BY_MAIL,
  },
]
