// The sentences about the devices of a person in Chinese, and the errors about them.
import type { device_errors_en, devices_en } from './devices.en';

export const devices_zh: typeof devices_en = {
  title: '设备',
  current: '本机',
  others: '其他设备',
  gone: '已移除的设备',
  named: (ending) => `设备 ${ending}`,
  since: (when) => `注册于 ${when}`,
  removed_on: (when) => `移除于 ${when}`,
  removed: '已移除',
  remove: '移除',
  remove_title: (device) => `移除${device}？`,
  remove_lead: '从现在起，它不能再付款、出示付款码或查看您的账户。',
  remove_stays: '您的资金和其他设备不受影响。移除后无法恢复。',
  remove_go: '确认移除',
  remove_pin: (device) => `永久移除${device}`,
  pin_first: '请先设置支付密码。移除设备需要输入它，这样偷走您手机的人就无法移除您的另一台设备。',
  done: '设备已移除。',
  empty_title: '没有其他设备',
  empty_lead: '用同一个邮箱或手机号注册第二台设备。一台丢失时，可以在另一台上移除它。',
  which: '每台设备都会在这里显示自己的名称。',
  lost: '手边没有其他设备？运营方也可以移除丢失的设备。',
};

export const device_errors_zh: Record<
  keyof typeof device_errors_en,
  [message: string, advice: string]
> = {
  device_not_found: ['您没有这台设备。', '请重新查看您的设备。'],
  device_itself: ['设备不能移除自己。', '请在您的另一台设备上移除，或请运营方移除。'],
};
