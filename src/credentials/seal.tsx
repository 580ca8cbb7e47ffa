/** A name seal in red, as one is cut in stone: four characters in two columns, read from the right. */
export function Seal({ text }: { text: string }) {
  const [a = '', b = '', c = '', d = ''] = [...text]
  const signs: readonly [string, number, number][] = [
    [a, 70, 30],
    [b, 70, 72],
    [c, 30, 30],
    [d, 30, 72],
  ]
  return (
    <svg class="seal" viewBox="0 0 100 100" aria-hidden="true">
      <rect x="3" y="3" width="94" height="94" rx="7" fill="none" stroke="currentColor" stroke-width="5" />
      <rect x="9.5" y="9.5" width="81" height="81" rx="3" fill="none" stroke="currentColor" stroke-width="1.2" />
      {signs.map(([sign, x, y]) => (
        <text x={x} y={y} font-size="36" text-anchor="middle" dominant-baseline="central" fill="currentColor">
          {sign}
        </text>
      ))}
    </svg>
  )
}

/** The corner of the paper's frame, drawn once and turned for the other three. */
export function Corner({ at }: { at: 'nw' | 'ne' | 'se' | 'sw' }) {
  return (
    <svg class={`paper-corner ${at}`} viewBox="0 0 40 40" aria-hidden="true">
      <path
        d="M2 38V10q0-8 8-8h28M8 38V16q0-8 8-8h22M14 30V20q0-6 6-6h10v6q0 4-4 4h-6v6q0 4-4 4"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
      />
    </svg>
  )
}
