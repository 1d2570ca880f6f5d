//! The words of a receipt in the languages that it is written in.

use crate::model::Funder;

/// A language of receipts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese in simplified characters.
    Chinese,
}

/// What a receipt says besides names and figures.
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) number: &'static str,
    pub(crate) time: &'static str,
    pub(crate) unnamed: &'static str,
    pub(crate) tip: &'static str,
    pub(crate) total: &'static str,
    pub(crate) paid: &'static str,
    pub(crate) note: &'static str,
    pub(crate) refund: &'static str,
    pub(crate) left: &'static str,
    pub(crate) payment: &'static str,
    pub(crate) check: &'static str,
    pub(crate) link: &'static str,
    operator: &'static str,
    shop: &'static str,
    other_shop: &'static str,
}

const ENGLISH: Words = Words {
    title: "Receipt",
    number: "No.",
    time: "Time",
    unnamed: "Other",
    tip: "Tip",
    total: "Total",
    paid: "Paid",
    note: "Note",
    refund: "Refund",
    left: "After refunds",
    payment: "Payment",
    check: "Check digits",
    link: "This receipt online",
    operator: "paid by the operator",
    shop: "paid by the shop",
    other_shop: "paid by another shop",
};

const CHINESE: Words = Words {
    title: "收据",
    number: "编号",
    time: "时间",
    unnamed: "其他",
    tip: "小费",
    total: "合计",
    paid: "实付",
    note: "备注",
    refund: "退款",
    left: "退款后实付",
    payment: "付款号",
    check: "核对码",
    link: "在线查看收据",
    operator: "运营方承担",
    shop: "本店承担",
    other_shop: "其他商户承担",
};

impl Words {
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    pub(crate) const fn funder(&self, funder: Funder) -> &'static str {
        match funder {
            Funder::Operator => self.operator,
            Funder::Shop => self.shop,
            Funder::OtherShop => self.other_shop,
        }
    }
}

/// What a report says besides names and figures.
pub(crate) struct ReportWords {
    pub(crate) title: &'static str,
    pub(crate) made: &'static str,
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    pub(crate) all: &'static str,
    pub(crate) payments: &'static str,
    pub(crate) operator: &'static str,
    pub(crate) shops: &'static str,
    pub(crate) given_up: &'static str,
    pub(crate) cash: &'static str,
    pub(crate) refunds: &'static str,
    pub(crate) reversals: &'static str,
    pub(crate) fee: &'static str,
    pub(crate) numbers: &'static str,
    pub(crate) net: &'static str,
    pub(crate) nothing: &'static str,
    /// A shift that is closed, before its number; and one that is open.
    pub(crate) closed_shift: &'static str,
    pub(crate) open_shift: &'static str,
    pub(crate) opened: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) closed_by: &'static str,
    pub(crate) orders: &'static str,
    pub(crate) codes: &'static str,
    pub(crate) tips: &'static str,
    pub(crate) tips_back: &'static str,
    pub(crate) expected: &'static str,
    pub(crate) not_counted: &'static str,
}

const REPORT_ENGLISH: ReportWords = ReportWords {
    title: "Who took what",
    made: "As of",
    key: "Till key",
    label: "Labels",
    all: "All together",
    payments: "Payments",
    operator: "by the operator",
    shops: "by shops",
    given_up: "given up",
    cash: "by payers",
    refunds: "Refunds",
    reversals: "Reversals",
    fee: "Fee",
    numbers: "Receipts",
    net: "Net",
    nothing: "Nothing was taken.",
    closed_shift: "Z report",
    open_shift: "X report: the shift is open",
    opened: "Opened",
    closed: "Closed",
    closed_by: "Closed by",
    orders: "order codes",
    codes: "payer codes",
    tips: "tips",
    tips_back: "tips given back",
    expected: "Expected",
    not_counted: "Labels and withdrawals are in no shift.",
};

const REPORT_CHINESE: ReportWords = ReportWords {
    title: "收银汇总",
    made: "截至",
    key: "收银密钥",
    label: "收款码",
    all: "合计",
    payments: "收款",
    operator: "运营方承担",
    shops: "商户承担",
    given_up: "让利",
    cash: "顾客实付",
    refunds: "退款",
    reversals: "撤销",
    fee: "手续费",
    numbers: "收据编号",
    net: "净额",
    nothing: "没有收款。",
    closed_shift: "Z 报表",
    open_shift: "X 报表：班次未结束",
    opened: "开班",
    closed: "交班",
    closed_by: "交班人",
    orders: "订单码",
    codes: "付款码",
    tips: "小费",
    tips_back: "退回小费",
    expected: "应入账",
    not_counted: "收款码和提现不计入班次。",
};

impl ReportWords {
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &REPORT_ENGLISH,
            Language::Chinese => &REPORT_CHINESE,
        }
    }
}
