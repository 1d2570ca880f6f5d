// The sentences about top-ups by card in Chinese.
import type { top_up_en } from './top_up.en';

export const top_up_zh: typeof top_up_en = {
  title: '充值',
  card: '使用哪张卡',
  named: (brand, digits) => `${brand}（尾号 ${digits}）`,
  limits: (min, max) => `单笔 ${min} 至 ${max}`,
  left: (left) => `24 小时内还可充值 ${left}`,
  none_left: '24 小时内的银行卡充值额度已用完，请明天再来。',
  next: '下一步',
  pin: (amount, card) => `从 ${card} 充值 ${amount}`,
  no_card_title: '没有可用于充值的银行卡',
  no_card_lead: '绑定您的银行卡，之后充值无需再输入验证码。',
  not_offered_title: '不支持银行卡充值',
  not_offered_lead: '您的运营方不支持银行卡。您可以到运营方的柜台充值。',
  waiting: '正在等待银行答复',
  waiting_lead: '您的银行尚未答复。运营方会一直询问，您可以关闭此页面。银行卡最多只会扣款一次。',
  asked: (when) => `申请于 ${when}`,
  paid: '充值成功',
  arrived: (amount) => `银行卡充值 ${amount} 已到账`,
  refused: '银行卡未能付款',
  untouched: '没有扣款。',
  from: '付款卡',
  reasons: {
    funds_short: ['卡内余额不足。', '请减少金额或换一张卡。'],
    limit_reached: ['金额超过了这张卡的限额。', '请减少金额或换一张卡。'],
    card_blocked: ['您的银行不允许这张卡付款。', '请联系银行，或换一张卡。'],
    card_gone: ['这张卡在此期间已解除绑定。', '请重新绑定，或换一张卡。'],
  },
  again: '重试',
};
