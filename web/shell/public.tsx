import { Outlet } from 'react-router'
import { PublicFrame } from './public-frame.tsx'
import { useVisitor } from './visitor.ts'

/** Everything outside of the studio. It doesn't load what only the studio needs. */
export default function Public() {
  return (
    <PublicFrame visitor={useVisitor()}>
      <Outlet />
    </PublicFrame>
  )
}
