import type { Words } from '../web/words.ts'

export const storesWords = {
  proxy_missing: { zh: '没有找到这个代领。', en: 'There is no such proxy.' },
  proxy_self: { zh: '代领人不能是本人。', en: 'Nobody is their own proxy.' },
  proxy_many: {
    zh: '这位已经替 {max} 位居民代领，不能再多了，请另选一位。',
    en: 'They collect for {max} residents already. Please choose somebody else.',
  },
  proxy_days: {
    zh: '请填一个以后的日期，最长 {months} 个月。',
    en: 'Choose a later day, at most {months} months away.',
  },
  proxy_yours: {
    zh: '和您本人有关的代领，请由别人登记和审批。',
    en: 'This is about you; somebody else has to deal with it.',
  },
  proxy_two: { zh: '登记的人不能自己审批，请另一位工作人员办理。', en: 'Whoever wrote it down does not approve it.' },
  proxy_ended: { zh: '这位已不能代领，请核对或请本人来。', en: 'They may not collect this any more.' },
  store_closed: { zh: '{name}已停止兑换，请选别的超市。', en: '{name} has closed. Please choose another store.' },
  hours_unreadable: {
    zh: '营业时间请写成 09:00-12:00 14:00-17:30，休息日留空。',
    en: 'Write opening hours like 09:00-12:00 14:00-17:30, and leave a closed day empty.',
  },
  not_your_store: { zh: '这家超市不由您管理。', en: 'This store is not yours to keep.' },
  order_missing: { zh: '没有找到这笔兑换单。', en: 'This order does not exist.' },
  nothing_chosen: { zh: '请至少选一件。', en: 'Please choose at least one piece.' },
  line_missing: { zh: '这笔兑换单里没有这件物品。', en: 'This order has no such item.' },
  pieces_not_there: { zh: '“{name}”只有 {left} 件可以办理。', en: 'Only {left} of “{name}” are left to deal with.' },
  limit_month_pieces: {
    zh: '每人每月最多兑换 {limit} 件，您这个月还可以兑 {left} 件。{freesOn} 起重新计算。',
    en: 'Each person may redeem {limit} pieces a month. You have {left} left; it starts anew on {freesOn}.',
  },
  limit_month_points: {
    zh: '每人每月最多兑换 {limit} 分，您这个月还可以兑 {left} 分。{freesOn} 起重新计算。',
    en: 'Each person may redeem {limit} points a month. You have {left} left; it starts anew on {freesOn}.',
  },
  limit_item: {
    zh: '“{name}”每人 {days} 天内最多兑 {limit} 件，您现在还可以兑 {left} 件。{freesOn} 起可以再兑。',
    en: 'Each person may redeem {limit} of “{name}” in {days} days. You have {left} left; there is room again on {freesOn}.',
  },
  limit_item_size: {
    zh: '“{name}”每人 {days} 天内最多兑 {limit} 件，您现在还可以兑 {left} 件。',
    en: 'Each person may redeem {limit} of “{name}” in {days} days. You have {left} left.',
  },
  counter_only: {
    zh: '您有几次预留的东西没来领，{when} 前请直接到柜台兑换。',
    en: 'Several of your orders were not collected. Until {when}, please order at the counter.',
  },
  already_extended: { zh: '已经延长过一次，不能再延长了。', en: 'It has been extended once already.' },
  order_lapsed: { zh: '领取时间已经过了。', en: 'The pickup time has passed.' },
  order_reason_needed: { zh: '请写明原因。', en: 'Please give a reason.' },
  own_order: {
    zh: '自己的兑换单要请另一位管理员办理。',
    en: 'Your own order has to be dealt with by another keeper.',
  },
  order_unknown: {
    zh: '没有这个取货码，请核对后再试。',
    en: 'There is no such pickup number. Check it and try again.',
  },
  order_forged: {
    zh: '这个二维码不是本系统发出的，请不要发放。',
    en: 'This QR code was not issued here. Do not hand anything over.',
  },
  order_elsewhere: { zh: '这笔兑换单要在{store}领取。', en: 'This order is to be collected at {store}.' },
  order_collected: { zh: '这笔兑换单 {when} 已经领过了。', en: 'This order was already collected on {when}.' },
  order_expired: {
    zh: '这笔兑换单 {when} 已过领取时间，积分会退回。',
    en: 'This order lapsed on {when}. Its points go back.',
  },
  order_canceled: { zh: '这笔兑换单 {when} 已取消。', en: 'This order was canceled on {when}.' },
  order_refunded: { zh: '这笔兑换单 {when} 已退货。', en: 'This order was returned on {when}.' },
  proof_needed: {
    zh: '超过 {points} 分，请核对居民手机号后四位或荣誉卡密码。',
    en: 'Above {points} points: ask for the last four digits of the phone, or the card’s PIN.',
  },
  proof_wrong: {
    zh: '手机号后四位或荣誉卡密码不对，还可以试 {left} 次。',
    en: 'The last four digits or the PIN are wrong. {left} attempts left.',
  },
  proof_locked: {
    zh: '输错次数太多，请 {minutes} 分钟后再试，或核对居民身份后联系社区。',
    en: 'Too many wrong attempts. Try again in {minutes} minutes, or ask the community.',
  },
  card_needed: { zh: '请扫描居民的荣誉卡。', en: 'Please scan the resident’s honour card.' },
  offline_needs_network: {
    zh: '没有网络时只能核对新的取货二维码。这个要等网络恢复后再办，先不要发放。',
    en: 'Without network only a new pickup QR can be checked. This one has to wait for the network. Do not hand over.',
  },
  offline_elsewhere: {
    zh: '这笔兑换单不在这家超市领取，请居民看取货页上的地点。',
    en: 'This order is not collected at this store. The pickup page says where.',
  },
  offline_expired: {
    zh: '取货码上的领取时间已经过了。如果刚延长过，请居民联网打开取货页再扫。',
    en: 'The deadline in this code has passed. If it was just extended, open the pickup page with network and scan again.',
  },
  offline_nothing_waits: {
    zh: '这一单没有待领的东西了，不要发放。',
    en: 'Nothing of this order waits any more. Do not hand over.',
  },
  offline_on_its_way: {
    zh: '这一单要送货上门，没有网络时不能在柜台交。有网络后再扫，或等送货人送到。',
    en: 'This order is brought to the door. Without network it is not handed over here: scan again later, or wait for the delivery.',
  },
  offline_again: {
    zh: '这台设备已经交过这一笔，不要再交。',
    en: 'This device has already handed this over. Do not hand it over again.',
  },
  offline_proof_wrong: {
    zh: '手机号后四位不对，不要发放。',
    en: 'The last four digits of the phone are wrong. Do not hand over.',
  },
  offline_proof_locked: {
    zh: '输错次数太多，这一笔要等网络恢复后再办。',
    en: 'Too many wrong attempts. This order has to wait for the network.',
  },
  offline_not_waiting: {
    zh: '交出的比这一单待领的多，多出的要由社区核对。',
    en: 'More was handed over than waited in this order. Your community has to settle the rest.',
  },
  offline_unproven: {
    zh: '这笔兑换单要核对手机号后四位，断网时没有核对。',
    en: 'This order asks for the end of the phone number, and it was not checked.',
  },
  other_keeper: {
    zh: '这些是另一位管理员交出的，请由本人登录后补交。',
    en: 'Another keeper handed these over. That person has to sign in and send them.',
  },
  discrepancy_missing: { zh: '没有找到这笔发放差异。', en: 'This discrepancy does not exist.' },
  discrepancy_no_order: {
    zh: '没有对应的兑换单，不知道该记在谁名下，请选别的办法。',
    en: 'There is no order, so nobody can be charged. Choose another way.',
  },
  own_discrepancy: {
    zh: '自己经手或自己领的，要由别人核对。',
    en: 'What you handed over or received yourself has to be settled by somebody else.',
  },
  campaign_missing: { zh: '没有找到这个活动。', en: 'This campaign does not exist.' },
  campaign_times: { zh: '结束时间要晚于开始时间。', en: 'It has to end after it begins.' },
  campaign_closes_late: {
    zh: '摇号要在晚上 8 点前截止报名，这样当天最后几小时的积分记录谁也料不到。',
    en: 'Entries to a draw close by 20:00, so that nobody can foresee what the day’s ledger will say.',
  },
  campaign_nothing_set_aside: {
    zh: '请至少给一家超市写上件数。',
    en: 'Please set aside some pieces at one store at least.',
  },
  campaign_too_few: {
    zh: '每家超市的件数不能少于每人的份数。',
    en: 'Each store needs at least what one person gets.',
  },
  campaign_scarce: {
    zh: '{residents} 名居民只有 {pieces} 件，先到先得会一抢而空，建议摇号。仍要先到先得，请在这里写明理由。',
    en: '{pieces} pieces for {residents} residents: a draw is fairer. If it has to be first come, first served, say why here.',
  },
  campaign_over: { zh: '截止时间已经过了，请先改时间。', en: 'Its closing time has passed. Change it first.' },
  campaign_coverage_red: {
    zh: '物资保障率亮红灯（{ratio}），暂停新的专项活动。货补上、灯转黄后再发布；已经开始的照常进行。',
    en: 'Coverage is red ({ratio}): new campaigns wait until goods have come in. What has begun goes on.',
  },
  campaign_not_yet: { zh: '还没有开始，请到时间再来。', en: 'It has not begun yet. Please come back in time.' },
  campaign_closed: { zh: '已经截止了。', en: 'It has closed.' },
  campaign_is_draw: { zh: '这个活动要摇号，请报名。', en: 'This goes by lot. Please enter the draw.' },
  campaign_is_queue: { zh: '这个活动先到先得，不用报名。', en: 'First come, first served: there is no draw.' },
  campaign_other_item: { zh: '这件物品不在活动里。', en: 'This item is not part of the campaign.' },
  campaign_not_at_store: { zh: '这家超市没有参加活动。', en: 'This store takes no part in the campaign.' },
  campaign_limit: {
    zh: '每人最多 {limit} 件，您还可以兑 {left} 件。',
    en: 'At most {limit} for each person. You have {left} left.',
  },
  campaign_out: {
    zh: '这家超市的活动物品只剩 {left} 件了。',
    en: 'Only {left} of the campaign’s goods are left at this store.',
  },
  moved_since: {
    zh: '这次活动公布以后您才改成住在{area}，下次活动起可以参加。',
    en: 'You moved to {area} after this was published. You can take part from the next one on.',
  },
  not_eligible_here: { zh: '只有住在{area}的居民可以参加。', en: 'Only residents of {area} can take part.' },
  already_entered: { zh: '您已经报过名了，{number} 号。', en: 'You have entered already: number {number}.' },
  entry_missing: { zh: '您没有报名。', en: 'You have not entered.' },
  digest_not_out: {
    zh: '{day} 的每日存证还没有公布，公布后自动摇号。',
    en: 'The daily digest of {day} is not out yet. The draw follows by itself.',
  },
  order_on_its_way: {
    zh: '这一单正在送货路上：不在柜台领，也不能取消。',
    en: 'This order is on its way to the door: it is not collected here, nor canceled.',
  },
  store_does_not_deliver: { zh: '这家超市还没有人送货。', en: 'Nobody carries for this store yet.' },
  delivery_missing: { zh: '没有找到这次送货。', en: 'This delivery does not exist.' },
  delivery_failed_twice: {
    zh: '已经送过两次没有送到，请到超市领取，或请人代领。',
    en: 'It was brought in vain twice. Please collect it at the store, or send somebody.',
  },
  door_code_wrong: {
    zh: '送货码不对，请核对居民手机上的六位数，还可以试 {left} 次。',
    en: 'The door code is wrong. Check the six digits on the resident’s phone. {left} tries left.',
  },
  door_code_locked: {
    zh: '送货码输错太多次，不要交货，请带回超市。',
    en: 'Too many wrong door codes. Hand nothing over and bring it back.',
  },
  scan_missing: { zh: '没有找到这次扫码。', en: 'This scan does not exist.' },
} satisfies Words
