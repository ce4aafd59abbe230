export { Popover as Parts } from 'radix-ui'
