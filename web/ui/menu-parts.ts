export { DropdownMenu as Parts } from 'radix-ui'
