import { Outlet } from 'react-router'
import { Palette } from './palette/palette.tsx'
import { PublicFrame } from './public-frame.tsx'
import { StudioFrame } from './studio-frame.tsx'
import { useVisitor } from './visitor.ts'

/** The pages of somebody who is signed in. A stranger, who only sees their errors, has the public frame. */
export default function Studio() {
  const visitor = useVisitor()
  if (visitor.person === null)
    return (
      <PublicFrame visitor={visitor}>
        <Outlet />
      </PublicFrame>
    )
  return (
    <>
      <StudioFrame person={visitor.person} visitor={visitor}>
        <Outlet />
      </StudioFrame>
      <Palette />
    </>
  )
}
