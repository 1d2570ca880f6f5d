// 付款码损坏时，坏在哪里。The rules of payment codes, by their words; one place each.

const AGAIN = '请重新扫描，或让对方出示新码。';
const AFRESH = '请让对方出示新码。';

type Sentences = [message: string, advice: string];

const said = (what: string, advice = AGAIN): Sentences => [`这个码已损坏：${what}。`, advice];

/** For rules that have no sentence of their own here. */
export const broken_zh_general: Sentences = ['这个付款码已损坏。', AGAIN];

export const broken_zh: Record<string, Sentences> = {
  too_long: said('内容太长，付款码最多 4096 字节', AFRESH),
  object_malformed: said('数据格式不对'),
  object_overrun: said('内容不完整，后面少了一截'),
  id_twice: said('同一项内容出现了两次', AFRESH),
  format_indicator_wrong: said('开头的格式标识不对'),
  crc_missing: said('结尾没有校验值，可能只扫到一部分'),
  crc_not_last: said('校验值后面还有内容'),
  crc_malformed: said('校验值的写法不对'),
  crc_wrong: said('校验值与内容不符'),
  account_missing: said('没有收款账户', AFRESH),
  currency_malformed: said('币种的写法不对', AFRESH),
  amount_malformed: said('金额的写法不对', AFRESH),
  amount_decimals: said('金额的小数位太多', AFRESH),
  amount_too_large: said('金额太大', AFRESH),
  fee_missing: said('缺少所说的手续费', AFRESH),
  fee_malformed: said('手续费的写法不对', AFRESH),
  template_twice: said('有两段通宝的内容', AFRESH),
  template_malformed: said('其中一段的格式不对', AFRESH),
  operator_malformed: said('运营方的写法不对', AFRESH),
  payee_malformed: said('收款方的写法不对', AFRESH),
  expiry_malformed: said('有效期的写法不对', AFRESH),
  currency_unknown: said('没有这个币种', AFRESH),
  amount_zero: said('金额为零', AFRESH),
  order_amount_missing: said('订单没有金额', AFRESH),
  tip_unsupported: said('通宝的码不能含小费或手续费', AFRESH),
  country_malformed: said('国家的写法不对', AFRESH),
  name_malformed: said('收款方名称的写法不对', AFRESH),
  city_malformed: said('城市的写法不对', AFRESH),
  note_malformed: said('备注的写法不对', AFRESH),
  header_wrong: said('开头不是这种码应有的'),
  version_unsupported: said('不支持这个版本', AFRESH),
  encoding_unsupported: said('不支持它的文字编码', AFRESH),
  line_count_wrong: said('行数不对，可能只扫到一部分'),
  syntax_wrong: said('各项的写法或分隔不对'),
  field_missing: said('缺少必需的一项', AFRESH),
  field_malformed: said('其中一项的写法不对', AFRESH),
  code_too_long: said('这个码超过了标准的长度', AFRESH),
  not_writable: said('其中一项无法按标准写入', AFRESH),
  page_malformed: said('标签网页的地址与标签不符', AFRESH),
  field_too_long: said('其中一项太长', AFRESH),
  field_twice: said('同一项出现了两次', AFRESH),
  fields_exclusive: said('有互相排斥的内容', AFRESH),
  checksum_wrong: said('校验值与内容不符'),
  account_malformed: said('账号的写法不对', AFRESH),
  account_check_wrong: said('账号的校验位不对', AFRESH),
  reference_check_wrong: said('参考号的校验位不对', AFRESH),
  currency_wrong: said('标准不允许这个币种', AFRESH),
};
