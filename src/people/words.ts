import type { Words } from '../web/words.ts'

export const peopleWords = {
  person_missing: { zh: '没有找到这个人，或者不在您负责的区域。', en: 'No such person, or not within your areas.' },
  person_unknown: {
    zh: '没有找到“{line}”。请写登记的姓名，加上手机号或荣誉卡号，例如：王芳 13800000001。',
    en: 'Nobody was found for “{line}”. Write the name and the phone or card number, such as: 王芳 13800000001.',
  },
  phone_invalid: {
    zh: '请填写 11 位的中国大陆手机号，例如 138 0000 1234。',
    en: 'Enter a mainland China mobile number of 11 digits, such as 138 0000 1234.',
  },
  phone_taken: { zh: '这个手机号已经有人在用了。', en: 'This phone number is already in use.' },
  phone_same: { zh: '这就是您现在的手机号。', en: 'This is the number you have now.' },
  phone_yourself: {
    zh: '自己的手机号请在“我的”里更换。',
    en: 'Change your own number under “Me”.',
  },
  phone_of_staff: {
    zh: '有工作角色的账户，由管理员更换手机号。',
    en: 'Of somebody who holds a role, an administrator changes the number.',
  },
  phone_at_community: {
    zh: '没有登记手机号的账户，请带身份证件到社区登记。',
    en: 'Without a phone on record, have one added at your community, with an identity document.',
  },
  name_invalid: {
    zh: '姓名里只能有文字、间隔号（·）和空格，请照证件填写。',
    en: 'A name has only letters, dots, hyphens and spaces. Enter it as on the document.',
  },
  area_not_home: { zh: '请选择您居住的社区或村。', en: 'Choose the community or village you live in.' },
  identity_not_verified: {
    zh: '请先到社区核实身份，之后就可以兑换了。带上身份证件，找社区工作人员即可。',
    en: 'Have your identity verified first: show a document to the staff of your community.',
  },
  verify_yourself: {
    zh: '不能核实自己的身份，请找另一位工作人员。',
    en: 'You cannot verify yourself. Ask a colleague.',
  },
  account_suspended: {
    zh: '这个账户已停用。有疑问请联系您所在的社区。',
    en: 'This account is suspended. Please contact your community.',
  },
  account_holds_role: {
    zh: '您还担任着工作角色，请先请管理员结束授权，再注销账户。',
    en: 'You still hold a role. Have it ended before you delete your account.',
  },
  sms_failed: {
    zh: '短信没有发出去，请过一分钟再试。',
    en: 'The text message could not be sent. Try again in a minute.',
  },
  sign_in_code_wrong: { zh: '验证码不对，还可以再试 {left} 次。', en: 'That code is wrong. {left} tries left.' },
  sign_in_code_expired: {
    zh: '验证码已过期或已用过，请重新获取。',
    en: 'This code has expired or was used. Ask for a new one.',
  },
  sign_in_code_tries_used: {
    zh: '验证码输错次数太多，请重新获取一个。',
    en: 'Too many wrong codes. Ask for a new one.',
  },
  ticket_expired: { zh: '这一步放得太久了，请从头再来一次。', en: 'This step has expired. Please start again.' },
  sign_in_wrong: { zh: '手机号或密码不对。', en: 'The phone number or the password is wrong.' },
  sign_in_busy: {
    zh: '现在登录的人太多，请过几秒再试。',
    en: 'Many people are signing in just now. Try again in a few seconds.',
  },
  sign_up_needed: {
    zh: '这个手机号还没有注册，请先完成注册。',
    en: 'Nobody has signed up with this phone yet. Sign up first.',
  },
  second_factor_needed: { zh: '还需要动态验证码。', en: 'A code from your authenticator app is needed.' },
  totp_wrong: {
    zh: '动态码不对。请看手机时间是否准确，再输入最新的一个。',
    en: 'That code is wrong. Check the clock of your phone and enter the newest code.',
  },
  consent_needed: { zh: '请先阅读并同意个人信息说明。', en: 'Please read the privacy notice and agree to it first.' },
  consent_missing: { zh: '没有找到这份同意回执。', en: 'No such receipt of yours.' },
  consent_keeps_account: {
    zh: '这一项是使用荣誉通所必需的。要撤回，请注销账户。',
    en: 'The service cannot work without this. To withdraw it, delete your account.',
  },
  password_wrong: { zh: '现在的密码不对。', en: 'The present password is wrong.' },
  password_proof_needed: {
    zh: '请填写现在的密码，或获取短信验证码。',
    en: 'Enter your present password, or ask for a code.',
  },
  password_too_short: { zh: '密码至少要 {min} 位。', en: 'At least {min} characters.' },
  password_too_long: { zh: '密码最多 {max} 位。', en: 'At most {max} characters.' },
  password_too_easy: {
    zh: '这个密码太容易被猜到，请换一个。',
    en: 'That password is too easy to guess. Choose another.',
  },
  phone_needed: { zh: '您还没有登记手机号。', en: 'You have no phone number on record.' },
  code_unreadable: {
    zh: '认不出这个码，请对准再扫一次，或输入下面的数字。',
    en: 'This code cannot be read. Scan again, or type the digits beneath it.',
  },
  code_expired: {
    zh: '这个码已经过期，请让对方刷新“我的码”再扫。',
    en: 'This code has expired. Ask for the code to be refreshed and scan again.',
  },
  card_missing: { zh: '没有找到这张荣誉卡。', en: 'No such honour card.' },
  card_blocked: { zh: '这张荣誉卡已挂失或停用。', en: 'This honour card was reported lost or has ended.' },
  card_pin_wrong: {
    zh: '卡号或卡密码不对，还可以再试 {left} 次。',
    en: 'The number or the PIN is wrong. {left} tries left.',
  },
  card_pin_blocked: {
    zh: '卡密码输错太多次，请过 {minutes} 分钟再试，或到社区重设。',
    en: 'Too many wrong PINs. Try again in {minutes} minutes, or have it renewed at your community.',
  },
  card_sign_in_wrong: { zh: '卡号或卡密码不对。', en: 'The card number or the PIN is wrong.' },
  card_exists: {
    zh: '这位居民已有一张可用的荣誉卡。丢了请先挂失，再补办。',
    en: 'This person already has a card in use. Report it lost first, then issue another.',
  },
  grant_to_yourself: {
    zh: '不能给自己授权，请找另一位管理员。',
    en: 'You cannot grant yourself a role. Ask another administrator.',
  },
  grant_too_wide: {
    zh: '只能在您自己管理的区域内授权。',
    en: 'You can grant roles only within the area you administer.',
  },
  grant_term: {
    zh: '结束日期要在开始日期之后，并且还没有过去。',
    en: 'The end must lie after the start and in the future.',
  },
  grant_place_needed: {
    zh: '请选择一个区域、一家荣誉超市或一个单位。',
    en: 'Choose an area, a store or an organization.',
  },
  grant_place_unfit: {
    zh: '部门经办人要授权到单位，银行经办人要授权到合作银行，其他角色不授权到单位。',
    en: 'An officer acts for an organization and a bank clerk for a bank; other roles do not.',
  },
  grant_exists: { zh: '这个人在这里已经有同样的授权。', en: 'This person already holds this role here.' },
  grant_missing: { zh: '没有找到这条授权。', en: 'No such role.' },
  grant_ended: { zh: '这条授权已经结束。', en: 'This role has already ended.' },
} satisfies Words
