import { useNavigation } from 'react-router'
import { useConnection } from '../connection/use-connection.ts'

/** Whether another page is being opened. While the connection is away the bar under the header says so instead. */
export function useIsWaiting(): boolean {
  const isOpening = useNavigation().state !== 'idle'
  const { kind } = useConnection()
  return isOpening && kind !== 'waiting' && kind !== 'signedOut'
}
