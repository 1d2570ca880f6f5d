//! What kinds of goods a line of an order is, and which of them an offer is for.

use std::collections::BTreeSet;
use std::fmt;

/// A name that a merchant gives to a kind of goods: 1 to 32 letters a–z, digits, `-` or `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Box<str>);

/// A text that is no tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagError;

impl fmt::Display for TagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tag is 1 to 32 of a-z, 0-9, - and _")
    }
}

impl std::error::Error for TagError {}

impl Tag {
    /// Returns the tag of this text.
    pub fn new(text: &str) -> Result<Self, TagError> {
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if text.is_empty() || text.len() > 32 || !text.bytes().all(allowed) {
            return Err(TagError);
        }
        Ok(Self(text.into()))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the tag of a tip, which is given and not bought: no offer is for it.
    pub fn tip() -> Self {
        Self("tip".into())
    }

    /// Returns whether it is [`Self::tip`].
    pub fn is_tip(&self) -> bool {
        &*self.0 == "tip"
    }
}

/// Which goods an offer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goods {
    /// Any but tips.
    All,
    /// Those with one of these tags.
    Only(BTreeSet<Tag>),
    /// Those with none of these tags.
    Except(BTreeSet<Tag>),
}

impl Goods {
    /// Returns whether goods with these tags are among them; a tip never is.
    pub fn contain(&self, tags: &[Tag]) -> bool {
        if tags.iter().any(Tag::is_tip) {
            return false;
        }
        match self {
            Self::All => true,
            Self::Only(listed) => tags.iter().any(|tag| listed.contains(tag)),
            Self::Except(listed) => !tags.iter().any(|tag| listed.contains(tag)),
        }
    }

    /// Returns how many tags are listed; none for all goods.
    pub(super) fn listed(&self) -> Option<usize> {
        match self {
            Self::All => None,
            Self::Only(tags) | Self::Except(tags) => Some(tags.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_are_told_by_their_tags() {
        let tag = |text| Tag::new(text).expect("a tag");
        let sweets = BTreeSet::from([tag("cake"), tag("ice")]);
        let (only, except) = (Goods::Only(sweets.clone()), Goods::Except(sweets));
        for (tags, is_sweet) in
            [(vec![], false), (vec![tag("tea")], false), (vec![tag("tea"), tag("ice")], true)]
        {
            assert_eq!(only.contain(&tags), is_sweet);
            assert_eq!(except.contain(&tags), !is_sweet);
            assert!(Goods::All.contain(&tags));
        }
    }

    #[test]
    fn no_offer_is_for_a_tip() {
        let tags = [Tag::new("tea").expect("a tag"), Tag::new("tip").expect("a tag")];
        assert_eq!(tags[1], Tag::tip());
        let listed = BTreeSet::from(tags.clone());
        for goods in [Goods::All, Goods::Only(listed), Goods::Except(BTreeSet::new())] {
            assert!(!goods.contain(&tags), "{goods:?}");
        }
    }

    #[test]
    fn other_texts_are_no_tags() {
        for text in ["", "Tea", "ice cream", "é", &"x".repeat(33)] {
            assert_eq!(Tag::new(text), Err(TagError), "{text}");
        }
    }
}
