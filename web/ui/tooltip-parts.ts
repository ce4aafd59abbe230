export { Tooltip as Parts } from 'radix-ui'
