import type { Sentence } from '../../web/words.ts'
import type { Household, Member } from './queries.ts'

export type Message = { key: string; title: Sentence; body: Sentence; href: string }
type Home = Pick<Household, 'id' | 'name'>

export const householdInvitation = (member: Member, { name }: Home): Message => ({
  key: `household-invited-${member.id}`,
  title: { zh: '邀请您加入家庭', en: 'You are asked to join a household' },
  body: {
    zh: `“${name}”邀请您加入。加入后可以一起使用家庭账户，您自己的积分仍归您自己。同意或不同意都请答复。`,
    en: `“${name}” asks you to join. Its account is shared; your own points stay yours. Please answer either way.`,
  },
  href: '/household',
})

export const youMaySpend = (member: Member, { name }: Home, now: Date): Message => ({
  key: `household-spend-${member.id}-${now.getTime()}`,
  title: { zh: '您可以使用家庭账户了', en: 'You may use your household’s points' },
  body: {
    zh: `“${name}”的户主同意您用家庭账户兑换物品，兑换时选“家庭账户”。`,
    en: `The head of “${name}” lets you redeem goods with its points: choose its account when you order.`,
  },
  href: '/household',
})

export const youAreOut = (member: Member, { name }: Home): Message => ({
  key: `household-out-${member.id}`,
  title: { zh: '您已不在这个家庭里', en: 'You are no longer in a household' },
  body: {
    zh: `户主把您从“${name}”中移出了。您自己的积分没有变化。`,
    en: `The head took you out of “${name}”. Your own points are as they were.`,
  },
  href: '/household',
})

export const newHead = ({ id, name }: Home, member: Member): Message => ({
  key: `household-head-${id}-${member.id}`,
  title: { zh: '您现在是户主', en: 'You are the head of your household now' },
  body: {
    zh: `“${name}”原来的户主退出了，由加入最早的您接任。您可以邀请成员、答复赠送。`,
    en: `The head of “${name}” has left, and you have been there longest. You invite members and answer gifts now.`,
  },
  href: '/household',
})
