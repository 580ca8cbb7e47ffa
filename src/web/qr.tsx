import { raw } from 'hono/html'
import { create } from 'qrcode'

/** A QR code as one SVG path, and beneath it the same in text, for whoever cannot scan. */
export function Qr({ code, text, label }: { code: string; text: string; label: string }) {
  return (
    <figure class="qr">
      <div role="img" aria-label={label}>
        {raw(qrSvg(code))}
      </div>
      <figcaption class="qr-text">{text}</figcaption>
    </figure>
  )
}

/** White around a code that scanners need, in modules. */
const quiet = 2

/** @param level `L` for long texts: larger modules help a camera more than the correction of a quarter of them */
export function qrSvg(text: string, level: 'L' | 'M' = 'M'): string {
  const { modules } = create(text, { errorCorrectionLevel: level })
  const size = modules.size + 2 * quiet
  let path = ''
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
}
