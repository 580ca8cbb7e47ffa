import type { Words } from '../../web/words.ts'

export const routingWords = {
  routing_missing: { zh: '没有找到这条派单规则。', en: 'There is no such routing rule.' },
  routing_not_yours: {
    zh: '这条规则由所在区域的指挥中心管理。',
    en: 'The dispatch centre of its area keeps this rule.',
  },
  routing_department_elsewhere: {
    zh: '“{name}”不负责这条规则的整个区域。',
    en: '“{name}” does not answer for the whole area of this rule.',
  },
  routing_area_elsewhere: { zh: '“{name}”不在这条规则的区域里。', en: '“{name}” lies outside the area of this rule.' },
  routing_automatic_is_the_citys: {
    zh: '自动吹哨只能由市级管理员决定。',
    en: 'Only administrators of the city decide that a rule calls by itself.',
  },
  routing_second_person: {
    zh: '写规则的人不能自己启用，请另一位同事核对后启用。',
    en: 'Whoever wrote it cannot put it into force. A colleague has to look at it.',
  },
  routing_starts_too_soon: { zh: '最早从今天起生效。', en: 'It can begin today at the earliest.' },
  routing_broken: { zh: '规则“{name}”有失效的内容，请先修改。', en: 'Something that rule “{name}” names is gone.' },
  proposal_changed: {
    zh: '派单建议刚刚变了，请再看一眼。',
    en: 'The proposal has just changed. Please look again.',
  },
} satisfies Words
