import sharp from 'sharp'

/**
 * What the demo town's residents photographed, drawn here: no photograph of anybody's street has to be shipped. Each is
 * the inside of a drawing of 640 × 480, composed unlike the others, because the same picture sent twice is refused.
 */
const drawings = {
  manhole: `<rect width="640" height="480" fill="#8d8f8c"/><path d="M0 60h640M0 390h640" stroke="#c9c7bd" stroke-width="10" stroke-dasharray="60 40"/><ellipse cx="300" cy="240" rx="170" ry="120" fill="#4b4a48"/><ellipse cx="300" cy="232" rx="140" ry="96" fill="#15130f"/><path d="M170 210a140 96 0 0 1 150-72l-40 110z" fill="#6f6d69"/><path d="M500 300l60 90-90-20z" fill="#d8432f"/>`,
  manholeFixed: `<rect width="640" height="480" fill="#9fa19d"/><path d="M80 0v480M560 0v480" stroke="#d9d6ca" stroke-width="12"/><ellipse cx="330" cy="250" rx="165" ry="125" fill="#3c3b3a"/><ellipse cx="330" cy="246" rx="150" ry="110" fill="#575654"/><path d="M220 200h220M200 250h260M220 300h220" stroke="#7b7976" stroke-width="14"/>`,
  lamp: `<rect width="640" height="480" fill="#141a2b"/><path d="M470 480V90q0-50-60-50h-60" fill="none" stroke="#4a5468" stroke-width="16"/><path d="M310 30h60l16 26h-92z" fill="#39414f"/><rect x="30" y="210" width="150" height="270" fill="#222a3d"/><path d="M60 250h30v30H60zM120 250h30v30h-30zM60 320h30v30H60z" fill="#e2c16b"/><path d="M0 440h640v40H0z" fill="#0c101b"/>`,
  lampFixed: `<rect width="640" height="480" fill="#27304a"/><path d="M160 480V110q0-50 60-50h60" fill="none" stroke="#7d889e" stroke-width="16"/><path d="M270 60 90 460h420L330 60z" fill="#f7dd8e" opacity=".75"/><path d="M252 44h96l-14 30h-68z" fill="#cfd5df"/><path d="M0 440h640v40H0z" fill="#4b4f5e"/>`,
  rubbish: `<rect width="640" height="480" fill="#cdc6b4"/><path d="M0 0h640v170H0z" fill="#a4b3a0"/><path d="M60 420l80-150 90 60 60-120 110 90 70-60 110 180z" fill="#5e574b"/><circle cx="210" cy="350" r="56" fill="#2f3b4c"/><circle cx="350" cy="330" r="70" fill="#1f2730"/><path d="M430 300h90v80h-90z" fill="#b88a55"/><path d="M110 330h70v50h-70z" fill="#d9d6cf"/>`,
  cleanCorner: `<rect width="640" height="480" fill="#d8d2c2"/><path d="M0 0h640v200H0z" fill="#8fb08a"/><path d="M0 200h640v16H0z" fill="#f1ede2"/><rect x="70" y="150" width="90" height="150" rx="10" fill="#2f6d4a"/><rect x="180" y="150" width="90" height="150" rx="10" fill="#3d5f8f"/><path d="M420 60q60 40 0 140q-70-60 0-140z" fill="#4f8a4a"/>`,
  leak: `<rect width="640" height="480" fill="#b9b2a4"/><path d="M0 130h640v44H0z" fill="#6d7780"/><path d="M280 110h70v84h-70z" fill="#505a63"/><path d="M315 190q-90 90-180 290h420q-60-200-240-290z" fill="#7fb0cf"/><path d="M315 200q-20 120-60 280M320 200q40 120 120 280" stroke="#cfe5f2" stroke-width="10" fill="none"/>`,
  leakAgain: `<rect width="640" height="480" fill="#a39c8e"/><path d="M430 0v480" stroke="#5b646c" stroke-width="56"/><path d="M400 160h64v90h-64z" fill="#48515a"/><path d="M410 210Q250 250 40 460h470z" fill="#6fa3c4"/>`,
  road: `<rect width="640" height="480" fill="#6f6e6c"/><path d="M310 0h24v120h-24zM310 170h24v90h-24zM310 410h24v70h-24z" fill="#e9e4d2"/><path d="M80 330q60-90 190-60t130 60q40 90-130 100T80 330z" fill="#2d2b29"/><path d="M130 340q70-50 150-30t70 40q-30 40-110 40t-110-50z" fill="#8a7b66"/>`,
  cars: `<rect width="640" height="480" fill="#c2bfb6"/><path d="M0 300h640v180H0z" fill="#7a7976"/><path d="M0 288h640v16H0z" fill="#e0c33f"/><path d="M40 260q10-80 80-80h110q60 0 90 70l40 20v70H40z" fill="#34577c"/><path d="M330 270q10-80 80-80h90q60 0 90 70l30 20v60H330z" fill="#a63a31"/><circle cx="110" cy="345" r="34" fill="#1d1c1a"/><circle cx="280" cy="345" r="34" fill="#1d1c1a"/><circle cx="400" cy="345" r="34" fill="#1d1c1a"/><circle cx="560" cy="345" r="34" fill="#1d1c1a"/>`,
  posters: `<rect width="640" height="480" fill="#b5a58d"/><path d="M0 0h640v40H0zM0 440h640v40H0z" fill="#8f806a"/><rect x="50" y="70" width="150" height="190" fill="#f2efe6"/><rect x="170" y="190" width="160" height="210" fill="#f4d35e"/><rect x="360" y="60" width="120" height="150" fill="#e9e4da"/><rect x="420" y="180" width="170" height="220" fill="#d7dfe8"/><path d="M70 110h110M70 140h90M190 240h110M190 280h90M440 230h120M440 270h90" stroke="#5e574d" stroke-width="12"/>`,
  wires: `<rect width="640" height="480" fill="#dfe5e8"/><path d="M110 0h46v480h-46z" fill="#6a5a49"/><path d="M156 90q200 190 484 60M156 120q180 260 330 230q60-20 40-90M156 70q260 60 484-40" fill="none" stroke="#26221d" stroke-width="9"/><path d="M520 230l40 60h-24l30 70-80-90h26z" fill="#f0b429"/>`,
  speaker: `<rect width="640" height="480" fill="#f0e2cf"/><path d="M0 360h640v120H0z" fill="#b79f7e"/><rect x="390" y="120" width="170" height="270" rx="14" fill="#272320"/><circle cx="475" cy="200" r="48" fill="#6b645c"/><circle cx="475" cy="310" r="62" fill="#6b645c"/><path d="M340 200q-60 50 0 110M280 160q-110 90 0 190M220 120q-150 130 0 270" fill="none" stroke="#b3261e" stroke-width="14"/>`,
  stall: `<rect width="640" height="480" fill="#cfd6d8"/><path d="M0 330h640v150H0z" fill="#99958c"/><path d="M120 110h400l50 90H70z" fill="#b3261e"/><path d="M170 110h60l-20 90h-70zM330 110h60l20 90h-70z" fill="#f6ead8"/><path d="M110 200v210M530 200v210" stroke="#5b4636" stroke-width="14"/><rect x="130" y="280" width="380" height="90" fill="#8a6a45"/><circle cx="200" cy="270" r="24" fill="#e07a2f"/><circle cx="260" cy="270" r="24" fill="#d64933"/><circle cx="330" cy="270" r="24" fill="#76a145"/>`,
  flowers: `<rect width="640" height="480" fill="#e6f0e2"/><path d="M0 330q160-60 320 0t320 0v150H0z" fill="#7fa86b"/><circle cx="140" cy="260" r="44" fill="#e88aa0"/><circle cx="300" cy="200" r="54" fill="#f3c64e"/><circle cx="470" cy="270" r="48" fill="#d65b52"/><path d="M140 300v120M300 250v170M470 315v110" stroke="#4d7a3d" stroke-width="14"/>`,
  stairs: `<rect width="640" height="480" fill="#e9e6df"/><path d="M640 480H60v-70h110v-70h110v-70h110v-70h110v-70h140z" fill="#a8a49b"/><path d="M330 200h120v70H330z" fill="#a9773f"/><path d="M470 110h60v90h-60z" fill="#41617f"/><path d="M200 300h80v40h-80z" fill="#c9543f"/>`,
} as const

export type Scene = keyof typeof drawings

/** @returns a JPEG, as if it came from a phone */
export function drawScene(name: Scene): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360" viewBox="0 0 640 480">${drawings[name]}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer()
}

export const scenes = Object.keys(drawings) as Scene[]
