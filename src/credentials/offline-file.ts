import { createHash } from 'node:crypto'
import { assetText } from '../web/static.ts'
import type { PublishedKey } from './keys/queries.ts'
import { claimAnswers, claimLabels, verdictWords } from './labels.ts'

export type Trust = {
  madeAt: string
  issuers: readonly {
    id: string
    name: string
    keys: readonly PublishedKey[]
    /** Signed status lists by their address. */
    lists: Record<string, string>
  }[]
}

/**
 * The standalone verifier: one HTML file with the issuers' keys in it, which a third party keeps and opens without a
 * network. Its scripts are inline, since it has nowhere to load them from; its own policy names each by its hash and
 * forbids every connection.
 */
export function offlineFile(trust: Trust): string {
  const [style, reader, check] = ['verifier/verify.css', 'vendor/jsqr.js', 'verifier/verify.js'].map(assetText) as [
    string,
    string,
    string,
  ]
  const data = JSON.stringify({
    ...trust,
    labels: claimLabels,
    answers: claimAnswers,
    verdicts: verdictWords,
  }).replaceAll('<', '\\u003c')
  const parts: Record<string, string> = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policyFor([reader, check], style)}">`,
    style: `<style>${style}</style>`,
    trust: `<script type="application/json" id="trust">${data}</script>`,
    reader: `<script>${reader}</script>`,
    check: `<script>${check}</script>`,
  }
  return assetText('verifier/verify.html').replace(/<!-- (\w+) -->/g, (_, name: string) => parts[name] as string)
}

const policyFor = (scripts: readonly string[], style: string) =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')}`,
    `style-src ${hashOf(style)}`,
    'img-src blob: data:',
    'media-src blob: mediastream:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
