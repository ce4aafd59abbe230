import { useId } from 'react'

/** The sign of the foundry: five struck bars that cool from amber to blue along an S. */
export function Mark({ size = 28 }: { size?: number }) {
  const heat = useId()
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <defs>
        <linearGradient id={heat} x1="4" y1="6" x2="28" y2="26" gradientUnits="userSpaceOnUse">
          <stop stopColor="#ffb24d" />
          <stop offset="1" stopColor="#3a77ff" />
        </linearGradient>
      </defs>
      <path
        d="M4.5 9v6M10.25 4.5v14M16 9.5v13M21.75 13.5v14M27.5 17v6"
        fill="none"
        stroke={`url(#${heat})`}
        strokeWidth="3.5"
        strokeLinecap="round"
      />
    </svg>
  )
}
