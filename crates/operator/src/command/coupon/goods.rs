//! For which goods a coupon is, from the options of `tongbaod coupon open`.

use super::malformed;
use crate::command::CommandError;
use promotion::coupon::{Goods, Scope, Tag};
use std::collections::BTreeSet;

/// For which goods.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct GoodsOptions {
    /// Only for goods with this tag, which shops give them in their catalogues; once for each.
    #[arg(long, value_name = "TAG", conflicts_with = "not_goods")]
    goods: Vec<String>,
    /// For all but goods with this tag; once for each.
    #[arg(long, value_name = "TAG")]
    not_goods: Vec<String>,
    /// For one piece of such goods, and not for the whole order.
    #[arg(long)]
    item: bool,
}

impl GoodsOptions {
    /// Returns what the options describe: everything when there is none.
    pub(super) fn read(&self) -> Result<Scope, CommandError> {
        let tags = |option, texts: &[String]| {
            let tags = texts.iter().map(|text| Tag::new(text));
            let tags: Result<BTreeSet<Tag>, _> = tags.collect();
            tags.map_err(|error| malformed(option, error))
        };
        let goods = match (self.goods.as_slice(), self.not_goods.as_slice()) {
            ([], []) => Goods::All,
            ([], not) => Goods::Except(tags("--not-goods", not)?),
            (only, _) => Goods::Only(tags("--goods", only)?),
        };
        Ok(if self.item { Scope::Item(goods) } else { Scope::Order(goods) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(goods: &[&str], not_goods: &[&str], item: bool) -> GoodsOptions {
        let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        GoodsOptions { goods: texts(goods), not_goods: texts(not_goods), item }
    }

    #[test]
    fn tags_are_read_for_the_order_or_one_piece() {
        let tag = |text| Tag::new(text).expect("a tag");
        assert_eq!(GoodsOptions::default().read().ok(), Some(Scope::Order(Goods::All)));
        let sweets = Goods::Only([tag("cake"), tag("ice")].into());
        let read = options(&["ice", "cake", "ice"], &[], true).read();
        assert_eq!(read.ok(), Some(Scope::Item(sweets)));
        let not = Goods::Except([tag("tobacco")].into());
        assert_eq!(options(&[], &["tobacco"], false).read().ok(), Some(Scope::Order(not)));
        for wrong in ["", "Ice", "ice cream"] {
            assert!(options(&[wrong], &[], false).read().is_err(), "{wrong:?}");
            assert!(options(&[], &[wrong], true).read().is_err(), "{wrong:?}");
        }
    }
}
