import sharp from 'sharp'

/**
 * Pictures of the demo town's goods, drawn here so that the shelf shows something and no photograph of anybody's brand
 * has to be shipped. Each is the inside of a 600 × 600 drawing,
 * without letters: a fresh machine may have no Chinese font to draw them with.
 */
const drawings = {
  rice: `<path d="M180 150h240l30 50v290q0 30-30 30H180q-30 0-30-30V200z" fill="#f7f0e2"/><path d="M180 150h240l30 50H150z" fill="#e6d8bd"/><path d="M200 120h200v34H200z" fill="#c9b48a"/><circle cx="300" cy="350" r="92" fill="#b3261e"/><ellipse cx="300" cy="322" rx="14" ry="34" fill="#ffffff"/><ellipse cx="266" cy="366" rx="14" ry="34" fill="#ffffff" transform="rotate(28 266 366)"/><ellipse cx="334" cy="366" rx="14" ry="34" fill="#ffffff" transform="rotate(-28 334 366)"/>`,
  oil: `<path d="M250 90h100v60l50 70v270q0 30-30 30H230q-30 0-30-30V220l50-70z" fill="#e9b949"/><path d="M245 70h110v36H245z" fill="#7a4b12"/><path d="M200 300h200v130H200z" fill="#fff6dd"/><path d="M300 318q44 56 0 94q-44-38 0-94z" fill="#b97a1c"/>`,
  soap: `<rect x="120" y="230" width="360" height="180" rx="60" fill="#cfe3d4"/><rect x="170" y="270" width="260" height="100" rx="40" fill="#b5d2bd"/><path d="M215 320h170" stroke="#7fa98c" stroke-width="12" stroke-linecap="round"/><circle cx="430" cy="180" r="26" fill="#e4f0e8"/><circle cx="480" cy="130" r="16" fill="#e4f0e8"/>`,
  toothpaste: `<path d="M110 260h330l50 40v40l-50 40H110z" fill="#dbe8f4"/><rect x="480" y="285" width="50" height="70" rx="8" fill="#3f6d99"/><path d="M110 290h300v60H110z" fill="#3f6d99"/><path d="M140 320h190" stroke="#ffffff" stroke-width="14" stroke-linecap="round"/>`,
  detergent: `<path d="M190 200h220q30 0 30 30v260q0 30-30 30H190q-30 0-30-30V230q0-30 30-30z" fill="#6fa3a8"/><path d="M240 120h120v80H240z" fill="#436f75"/><path d="M360 240h60v120h-60z" fill="#f3efe6" opacity=".25"/><rect x="190" y="310" width="220" height="120" rx="14" fill="#f3efe6"/><circle cx="268" cy="372" r="30" fill="#6fa3a8"/><circle cx="328" cy="360" r="20" fill="#9cc3c6"/><circle cx="322" cy="398" r="13" fill="#6fa3a8"/>`,
  masks: `<path d="M130 250q170-70 340 0v120q-170 90-340 0z" fill="#d9e7f2"/><path d="M150 290h300M150 325h300M150 360h300" stroke="#a9c3d8" stroke-width="6"/><path d="M130 265q-70 45 0 90M470 265q70 45 0 90" fill="none" stroke="#8aa7bd" stroke-width="10"/>`,
  towel: `<rect x="150" y="150" width="300" height="330" rx="16" fill="#e8c7bd"/><path d="M150 220h300M150 250h300M150 400h300" stroke="#b3261e" stroke-width="12" opacity=".6"/><path d="M150 480h300v20H150z" fill="#d3a598"/>`,
  notebook: `<rect x="170" y="110" width="280" height="380" rx="18" fill="#43607a"/><rect x="170" y="110" width="46" height="380" rx="18" fill="#2f465b"/><rect x="250" y="180" width="160" height="90" rx="8" fill="#f3efe6"/><path d="M272 212h116M272 238h80" stroke="#43607a" stroke-width="9" stroke-linecap="round"/>`,
  haircut: `<circle cx="220" cy="430" r="60" fill="none" stroke="#7c6a58" stroke-width="26"/><circle cx="380" cy="430" r="60" fill="none" stroke="#7c6a58" stroke-width="26"/><path d="M250 380 400 110M350 380 200 110" stroke="#b9b2a7" stroke-width="30" stroke-linecap="round"/><circle cx="300" cy="290" r="14" fill="#7c6a58"/>`,
  licence: `<rect x="110" y="140" width="380" height="320" rx="10" fill="#fdf9ef" stroke="#c9a25a" stroke-width="14"/><circle cx="300" cy="205" r="34" fill="#b3261e"/><path d="M170 275h260M170 315h260M170 355h190" stroke="#8c7b60" stroke-width="10" stroke-linecap="round"/><circle cx="420" cy="400" r="42" fill="none" stroke="#b3261e" stroke-width="8"/>`,
  shopfront: `<rect x="120" y="230" width="360" height="250" fill="#f3efe6"/><path d="M100 150h400l30 90H70z" fill="#b3261e"/><path d="M140 150l-18 90h60l10-90zM250 150l-6 90h60v-90zM370 150l12 90h60l-18-90z" fill="#f7e3df"/><rect x="150" y="290" width="130" height="120" fill="#bcd3dd"/><rect x="330" y="290" width="100" height="190" fill="#7c6a58"/><circle cx="410" cy="390" r="8" fill="#e9b949"/>`,
} as const

export type Picture = keyof typeof drawings

/** @returns a PNG, as if it came from a camera */
export function drawPicture(name: Picture): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="600" height="600" fill="#faf6ee"/><ellipse cx="300" cy="520" rx="190" ry="22" fill="#ece4d4"/>${drawings[name]}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}
