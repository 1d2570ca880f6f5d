// The sentences about cards in Chinese.
import type { cards_en } from './cards.en';

export const cards_zh: typeof cards_en = {
  title: '银行卡',
  empty_title: '还没有绑定银行卡',
  empty_lead: '绑定您的银行卡。有些优惠券仅限已绑卡的用户领取。',
  not_offered_title: '不支持绑卡',
  not_offered_lead: '您的运营方不提供绑卡服务。',
  bind: '绑定银行卡',
  bound_on: (when) => `绑定于 ${when}`,
  ending: (digits) => `尾号 ${digits}`,
  remove: '解除绑定',
  remove_title: '解除绑定这张卡？',
  remove_lead: (card) => `${card} 将不能再在这里使用。之后可以重新绑定。`,
  removed: '已解除绑定。',
  number: '卡号',
  number_hint: '卡片正面的长号码',
  holder: '持卡人姓名',
  kept: '卡号只会发送给您的银行，这里仅保留最后四位。',
  send: '发送验证码',
  code_title: '银行验证码',
  code_lead: (to) => `您的银行已将验证码发送至 ${to}。`,
  code: '验证码',
  confirm: '绑定这张卡',
  other: '换一张卡',
  bound: '银行卡已绑定。',
  needed: '需要绑定银行卡',
};
