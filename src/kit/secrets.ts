import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * Everything that hangs on the city's one secret key, a purpose apart: sealing personal data at rest (AES-256-GCM),
 * finding it again (keyed hash) and signing short codes. Keys are derived with HKDF, so that none can stand in
 * for another.
 */
export type Secrets = ReturnType<typeof openSecrets>

/** @param secretKey at least 32 characters; from `SECRET_KEY` or the key file */
export function openSecrets(secretKey: string) {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, 'rongyu', purpose, 32))
  const sealing = derive('seal')
  const finding = derive('find')
  const signing = new Map<string, Buffer>()
  const mac = (purpose: string, text: string) => {
    const key = signing.get(purpose) ?? derive(`sign:${purpose}`)
    signing.set(purpose, key)
    return createHmac('sha256', key).update(text).digest('base64url')
  }

  return {
    /** Base64 of nonce, tag and ciphertext. The same text never looks the same twice. */
    seal(text: string): string {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    /** @throws Error when the value was changed, or sealed with another key */
    unseal(value: string): string {
      const bytes = Buffer.from(value, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    /** A hash that only this key makes: finds a phone number without keeping it readable. */
    fingerprint: (text: string) => createHmac('sha256', finding).update(text).digest('base64url'),
    /** A short signature (`length` characters of base64url, 6 bits each) for codes on paper and screens. */
    sign: (purpose: string, text: string, length = 22) => mac(purpose, text).slice(0, length),
    verify(purpose: string, text: string, signature: string): boolean {
      const right = Buffer.from(mac(purpose, text).slice(0, Math.max(signature.length, 10)))
      const given = Buffer.from(signature)
      return right.length === given.length && timingSafeEqual(right, given)
    },
    /** A key of its own for a library that wants one. */
    derive,
  }
}

export const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
