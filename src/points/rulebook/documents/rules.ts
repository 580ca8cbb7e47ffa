/** A number of a document: what it is called, what it is at first, and within what a city may set it. */
export type Field = { zh: string; en: string; default: number; min: number; max: number }

const field = (zh: string, en: string, first: number, [min, max]: readonly [number, number]): Field => ({
  ...{ zh, en, min, max },
  default: first,
})

/**
 * Numbers that are no points but hold for the whole city, dated like a rule. The defaults become the first version in
 * the database; after that each is what the version in force says.
 */
export const documents = {
  REDEEM: {
    zh: '兑换规则：限额、预留、取货',
    en: 'Redeeming: limits, reservations, pickup',
    fields: {
      pointsPerMonth: field('每人每月最多兑换（分）', 'Points a person may redeem in a month', 200, [1, 100_000]),
      piecesPerMonth: field('每人每月最多兑换（件）', 'Pieces a person may redeem in a month', 10, [1, 1000]),
      itemPieces: field('新物品：每人限兑（件）', 'New items: pieces for one person', 2, [1, 1000]),
      itemDays: field('同一物品限兑的天数', 'Days over which one item is limited', 30, [1, 365]),
      pickupHours: field('预留（小时）', 'Goods are kept, hours', 72, [1, 720]),
      pickupDaysLong: field('长辈版和送货：预留（天）', 'Kept in the elder view and for delivery, days', 7, [1, 60]),
      scarcePercent: field(
        '紧俏：每百名居民不到几件就建议摇号',
        'Scarce, a draw is proposed: below, pieces for a hundred residents',
        20,
        [0, 1000],
      ),
      extensionHours: field('可延长一次（小时）', 'One extension, hours', 48, [1, 336]),
      uncollectedMax: field('几次没来领就改到柜台', 'Uncollected orders that send to the counter', 3, [1, 100]),
      uncollectedDays: field('在几天之内', 'Within so many days', 90, [1, 730]),
      counterOnlyDays: field('只能到柜台兑换（天）', 'Counter only, days', 30, [1, 365]),
      proofAbovePoints: field('超过几分要第二凭证', 'A second proof above, points', 50, [0, 100_000]),
      wrongProofsMax: field('凭证最多错几次', 'Wrong proofs before a pause', 5, [1, 20]),
      wrongProofsMinutes: field('错满后停多久（分钟）', 'That pause, minutes', 60, [1, 1440]),
      firstNoticeDays: field('积分到期前第一次提醒（天）', 'First notice before points expire, days', 60, [1, 365]),
      secondNoticeDays: field('第二次提醒（天）', 'Second notice, days', 30, [1, 365]),
      lastNoticeDays: field('最后一次提醒（天）', 'Last notice, days', 7, [1, 365]),
    },
  },
  SHELF: {
    zh: '货架规则：调价、盘点',
    en: 'Shelves: prices and stock-takes',
    fields: {
      riseNoticeDays: field('涨价提前公布（天）', 'A dearer price is announced before, days', 15, [0, 365]),
      risePercentMax: field('最多涨价（%）', 'Most that a price rises, percent', 20, [0, 100]),
      riseDays: field('涨幅按几天内的最低价算', 'Measured against the lowest price of, days', 183, [1, 730]),
      countPieces: field('盘点：差几件以内一人说了算', 'Stock-take: one person may be off by, pieces', 2, [0, 1000]),
      countPercent: field(
        '盘点：差百分之几以内一人说了算',
        'Stock-take: one person may be off by, percent',
        5,
        [0, 100],
      ),
    },
  },
  TASKS: {
    zh: '任务规则：候补、时限、申诉、补录、星级公示',
    en: 'Tasks: places, deadlines, appeals, back-entries, notice of stars',
    fields: {
      appealDays: field('不通过后可申诉（天）', 'A rejection may be appealed, days', 7, [1, 365]),
      submissionDays: field('活动结束后交成果（天）', 'Work is handed in within, days', 7, [1, 90]),
      fixDays: field('退回后补充材料（天）', 'What was returned is added within, days', 14, [1, 90]),
      offerHours: field('空出的名额保留（小时）', 'A freed place is kept, hours', 12, [1, 168]),
      lastOfferHours: field('开始前几小时不再保留', 'and never later than before the start, hours', 2, [0, 72]),
      keepDays: field('结清后照片和文字保留（天）', 'Photos and words are kept after the end, days', 180, [30, 1095]),
      lateHours: field('开始前几小时内退出算临时', 'Leaving is late within, hours before the start', 24, [0, 168]),
      longDayMinutes: field('一天超过几分钟要复核', 'A day is looked at above, minutes', 480, [60, 1440]),
      longestDayMinutes: field('一天超过几分钟由上一级审核', 'A day goes one level up above, minutes', 720, [60, 1440]),
      backEntryDays: field('补录最早几天前', 'Back-entries reach back, days', 90, [1, 365]),
      backEntryHours: field('补录一次最多（小时）', 'One back-entry is at most, hours', 8, [1, 24]),
      starNoticeDays: field('星级公示（工作日）', 'A star level is on notice for, working days', 5, [5, 30]),
    },
  },
  CHARITY: {
    zh: '兑爱心：赠送和家庭账户',
    en: 'Charity: gifts and household accounts',
    fields: {
      givenPerMonth: field('每人每月最多献出（分）', 'Points a person may give in a month', 100, [1, 10_000]),
      receivedPerMonth: field(
        '每个家庭每月最多收到（分）',
        'Points a household may receive in a month',
        300,
        [1, 10_000],
      ),
      offerDays: field('赠送等多久没接受就退回（天）', 'An offered gift lapses after, days', 7, [1, 60]),
      spentPerMonth: field('家庭账户每月最多兑换（分）', 'Points a household may redeem in a month', 300, [1, 100_000]),
      memberPerMonth: field(
        '每位成员每月最多用家庭账户（分）',
        'Points of it one member may redeem',
        200,
        [1, 100_000],
      ),
      membersMax: field('一个家庭最多几人', 'People in one household at most', 12, [1, 100]),
      pairingMonths: field('一次结对最长几个月', 'A pairing lasts at most, months', 36, [1, 120]),
      proxyMonths: field('长期代领最长几个月', 'A standing proxy lasts at most, months', 12, [1, 60]),
      proxyOwnersMax: field('一个人最多替几位居民代领', 'Residents one person may collect for', 5, [1, 100]),
    },
  },
  WATCH: {
    zh: '监督规则：工作人员发放异常的标准',
    en: 'Watching: when grants by staff stand out',
    fields: {
      timesMedian: field('超过同事中位数的倍数', 'Times the median of colleagues', 3, [2, 100]),
      grantsMin: field('一周少于几笔不提示', 'Fewer a week never stand out', 10, [1, 1000]),
      onePersonPercent: field('给同一人超过（%）', 'Part that went to one person, percent', 40, [1, 100]),
      nightPercent: field('夜里（22–6 点）超过（%）', 'Part decided at night (22–6), percent', 40, [1, 100]),
      overturnsMin: field('一周改判补分几次要提示', 'Restored points a week that stand out', 3, [1, 1000]),
      refundsMin: field('一周退分几次要提示', 'Refunds a week that stand out', 5, [1, 1000]),
      shopPointsMin: field(
        '商户一月收分少于多少不提示',
        'Fewer points a month at a shop never stand out',
        100,
        [1, 100_000],
      ),
      shopSharePercent: field(
        '一位顾客占商户收分超过（%）',
        'Part of a shop’s points from one customer, percent',
        40,
        [1, 100],
      ),
    },
  },
  MERCHANTS: {
    zh: '诚信商户规则：诚信分、期限、柜台收分',
    en: 'Honest merchants: score, deadlines, points at the counter',
    fields: {
      licencePoints: field('营业执照和纳税（分）', 'Licence and tax standing, points', 20, [0, 22]),
      complaintPoints: field('投诉查实（分）', 'Upheld complaints, points', 30, [0, 34]),
      checkPoints: field('价格和卫生检查（分）', 'Price and hygiene checks, points', 20, [0, 22]),
      frontPoints: field(
        '门前三包（分）；余下的归社区服务',
        'Before the door, points; community service has the rest',
        20,
        [0, 22],
      ),
      complaintLoss: field('查实一起扣几分', 'One upheld complaint takes, points', 6, [1, 34]),
      fadeMonths: field('几个月内逐月恢复', 'and fades month by month over, months', 24, [1, 60]),
      checkMonths: field('检查算几个月内的', 'Checks count for, months', 12, [1, 36]),
      serviceHours: field('一年服务几小时得满分', 'Hours of service in a year for all points', 20, [1, 500]),
      levelA: field('A 级至少（分）', 'Level A from, points', 90, [1, 100]),
      levelB: field('B 级至少（分）', 'Level B from, points', 80, [1, 100]),
      levelC: field('C 级至少（分）', 'Level C from, points', 70, [1, 100]),
      answerDays: field('商户答复投诉（工作日）', 'A merchant answers within, working days', 5, [1, 30]),
      decideDays: field('投诉办结（工作日）', 'A complaint is decided within, working days', 15, [1, 60]),
      appealDays: field('申诉期限（工作日）', 'An appeal is made within, working days', 10, [1, 60]),
      acceptsPoints: field(
        '商户柜台收积分（1 开放，0 不开放）',
        'Points at merchants’ counters (1 on, 0 off)',
        0,
        [0, 1],
      ),
      paymentPoints: field('一次最多（分）', 'At most at once, points', 50, [1, 1000]),
      merchantMonthPoints: field(
        '每家商户每月最多收（分）',
        'A merchant accepts in a month, points',
        2000,
        [1, 100_000],
      ),
      personMonthPoints: field('每人每月最多用（分）', 'A person spends in a month, points', 100, [1, 100_000]),
      disputeDays: field(
        '异议和申诉办结（工作日）',
        'Disputes and appeals are decided within, working days',
        10,
        [1, 60],
      ),
      refusedMonths: field(
        '柜台没收成的扫码，是谁的再留（月）',
        'Whose code a counter refused is kept, months',
        12,
        [3, 36],
      ),
    },
  },
  CREDIT: {
    zh: '兑信用规则：门槛、有效期、参考上限',
    en: 'Credit: threshold, term, reference ceilings',
    fields: {
      monthsMin: field('诚信记录至少（月）', 'Months of record needed', 12, [1, 60]),
      daysMax: field('声明最长有效（天）', 'A statement holds at most, days', 90, [7, 90]),
      ceilingA: field('A 级参考上限（元）', 'Reference ceiling A, yuan', 200_000, [0, 10_000_000]),
      ceilingB: field('B 级参考上限（元）', 'Reference ceiling B, yuan', 100_000, [0, 10_000_000]),
      ceilingC: field('C 级参考上限（元）', 'Reference ceiling C, yuan', 60_000, [0, 10_000_000]),
      groupMin: field('合计至少几家商户', 'Merchants in a sum at least', 5, [5, 100]),
      // Three years are what a handing-over of personal data has to be on record for.
      viewerMonths: field(
        '链接结束后，银行查看人的姓名再留（月）',
        'Who at the bank looked is kept after a link’s end, months',
        36,
        [36, 120],
      ),
    },
  },
} as const satisfies Record<string, { zh: string; en: string; fields: Record<string, Field> }>

export type DocumentCode = keyof typeof documents
export type DocumentTerms<Code extends DocumentCode> = Record<keyof (typeof documents)[Code]['fields'], number>

export const isDocument = (code: string): code is DocumentCode => Object.hasOwn(documents, code)

export const fieldsOf = (code: DocumentCode): Record<string, Field> => documents[code].fields

export const defaultsOf = <Code extends DocumentCode>(code: Code) =>
  Object.fromEntries(Object.entries(fieldsOf(code)).map(([name, one]) => [name, one.default])) as DocumentTerms<Code>
