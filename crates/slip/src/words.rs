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
