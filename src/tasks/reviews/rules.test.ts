import { describe, expect, it } from 'vitest'
import { openSecrets } from '../../kit/secrets.ts'
import {
  assertApart,
  assertAppealTime,
  assertEvidence,
  assertLevel,
  isPlain,
  isSpotChecked,
  loweredTo,
  presenceFlags,
} from './rules.ts'

describe('evidence', () => {
  const asked = { evidencePhotosMin: 2, evidenceText: true, evidenceUnit: '袋' }
  const full = { text: '清理了三栋楼道', count: 3, photoCount: 2 }

  it('is complete with everything that was asked for', () => {
    expect(() => assertEvidence(asked, full)).not.toThrow()
    expect(() =>
      assertEvidence(
        { evidencePhotosMin: 0, evidenceText: false, evidenceUnit: '' },
        { text: '', count: undefined, photoCount: 0 },
      ),
    ).not.toThrow()
  })

  it.each([
    [{ photoCount: 1 }, 'evidence_photos_missing'],
    [{ text: '' }, 'evidence_text_missing'],
    [{ count: undefined }, 'evidence_count_missing'],
  ])('without %j is refused as %s', (missing, code) => {
    expect(() => assertEvidence(asked, { ...full, ...missing })).toThrow(code)
  })
})

it.each([
  ['reviewerSun', 'clerkLi', 'wangFang', undefined],
  ['wangFang', 'clerkLi', 'wangFang', 'review_own_work'],
  ['clerkLi', 'clerkLi', 'wangFang', 'review_own_activity'],
])('%s may decide on what %s published and %s did: %s', (reviewerId, publisherId, claimantId, refusal) => {
  const decide = () => assertApart({ reviewerId, publisherId, claimantId })
  if (refusal) expect(decide).toThrow(refusal)
  else expect(decide).not.toThrow()
})

const fine = {
  grade: 'A' as const,
  closedAt: null,
  sharedDevice: false,
  bands: ['inside', 'not_asked'],
  minutesOnDay: 120,
  overlaps: false,
}

it.each([
  [{}, []],
  [{ closedAt: new Date(0), grade: 'B' as const }, ['no_check_out', 'one_sided']],
  [{ sharedDevice: true }, ['shared_device']],
  [{ bands: ['unknown', null] }, ['place_unknown']],
  [{ bands: ['inside', 'inside', 'inside', 'far'] }, ['place_far']],
  [{ bands: ['near'] }, []],
  [{ minutesOnDay: 480 }, []],
  [{ minutesOnDay: 481 }, ['over_8_hours']],
  [{ minutesOnDay: 720 }, ['over_8_hours']],
  [{ minutesOnDay: 721 }, ['over_12_hours']],
  [{ overlaps: true }, ['overlap']],
])('%j is marked %j', (changed, found) => {
  expect(presenceFlags({ longDayMinutes: 480, longestDayMinutes: 720 }, { ...fine, ...changed })).toEqual(found)
})

it('lets only unmarked claims pass in a row; one-sided hours are no mark', () => {
  expect([isPlain([]), isPlain(['one_sided']), isPlain(['no_check_out'])]).toEqual([true, true, false])
})

it('leaves more than twelve hours of a city’s own activity to the city, above which nobody is', () => {
  expect(() => assertLevel(['over_12_hours'], 'city/', ['city/'])).not.toThrow()
  expect(() => assertLevel(['over_12_hours'], 'city/', ['other/'])).toThrow('review_one_level_up')
})

it('sends more than twelve hours one level up', () => {
  const level = (grants: string[]) => () => assertLevel(['over_12_hours'], 'city/street/community/', grants)
  expect(level(['city/street/community/'])).toThrow('review_one_level_up')
  expect(level(['city/street/other/'])).toThrow('review_one_level_up')
  expect(level(['city/street/'])).not.toThrow()
  expect(() => assertLevel(['over_8_hours'], 'city/street/community/', [])).not.toThrow()
})

it.each([
  // allowed, evidence, hours?, reason → to
  [105, 105, true, '', undefined],
  [90, 105, true, '中途离开', 90],
  [15, 105, true, '中途离开', 15],
  [1, 5, false, '只做了一半', 1],
])('allows %i of %i', (allowed, evidence, isVolunteering, reason, to) => {
  expect(loweredTo({ allowed, evidence, isVolunteering, reason })?.to).toBe(to)
})

it.each([
  [120, 105, true, '多记一点', 'review_above_time'],
  [6, 5, false, '做得好', 'review_above_price'],
  [100, 105, true, '中途离开', 'review_quarters'],
  [90, 105, true, '', 'review_reason_needed'],
  [4, 5, false, '', 'review_reason_needed'],
])('refuses %i of %i (hours: %s) for %j: %s', (allowed, evidence, isVolunteering, reason, code) => {
  expect(() => loweredTo({ allowed, evidence, isVolunteering, reason })).toThrow(code)
})

it('hears an appeal for seven days, to the millisecond', () => {
  const rejectedAt = new Date('2026-03-02T01:00:00Z')
  expect(() => assertAppealTime(rejectedAt, 7, new Date('2026-03-09T01:00:00Z'))).not.toThrow()
  expect(() => assertAppealTime(rejectedAt, 7, new Date('2026-03-09T01:00:00.001Z'))).toThrow('claim_appeal_too_late')
})

it('looks a second time at about five claims in a hundred, and always at the same ones', () => {
  const secrets = openSecrets('a-secret-of-at-least-32-characters')
  const signatures = Array.from({ length: 4000 }, (_, number) => secrets.sign('spot-check', `claim-${number}`))
  const checked = signatures.filter(isSpotChecked).length
  expect(checked / 4000).toBeGreaterThan(0.035)
  expect(checked / 4000).toBeLessThan(0.065)
})
