//! The closed, published lists: what can happen to a merchant, and for which reasons.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident;
        $($number:literal $variant:ident $word:literal $is:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $is] $variant,)*
        }

        impl $name {
            /// Every one, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the stable number.
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)* }
            }

            /// Returns the stable word.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns in one sentence what it is.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $is,)* }
            }

            /// Finds one by its word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// What happened.
    Action;
    1 Limited "limited" "The merchant takes no new orders and payments for now.";
    2 Removed "removed" "The merchant was removed.";
    3 Lifted "lifted" "The merchant takes payments again.";
    4 Appealed "appealed" "The merchant appeals an entry.";
    5 Upheld "upheld" "The operator keeps to the entry that was appealed.";
    6 Granted "granted" "The operator takes the entry that was appealed back.";
}

words! {
    /// Why a merchant is limited, removed or lifted. That a merchant also takes another wallet's
    /// payments is no reason, and never will be one.
    Reason;
    1 Law "law" "A law or an order of a court or an authority demands it.";
    2 FraudSuspected "fraud_suspected" "Fraud is suspected and being looked into.";
    3 FraudProven "fraud_proven" "Fraud was proven.";
    4 Chargebacks "chargebacks" "Too many payments were disputed or had to be given back.";
    5 IdentityUnproven "identity_unproven" "It is not proven who runs the shop.";
    6 GoodsForbidden "goods_forbidden" "It sells what the published terms forbid.";
    7 KeyStolen "key_stolen" "The shop's key or label is in the wrong hands.";
    8 AskedByMerchant "asked_by_merchant" "The merchant asked for it.";
    9 Inactive "inactive" "The merchant has taken no payment for a year or longer.";
    20 ReasonGone "reason_gone" "The reason does not hold any more.";
    21 Mistake "mistake" "It was a mistake of the operator's.";
}

impl Reason {
    /// Returns whether it can be the reason for an action. A suspicion limits and never removes;
    /// what lifts is another list, with what a merchant may ask for in both.
    pub const fn may(self, action: Action) -> bool {
        match action {
            Action::Limited => !matches!(self, Self::Inactive | Self::ReasonGone | Self::Mistake),
            Action::Removed => !matches!(
                self,
                Self::FraudSuspected | Self::KeyStolen | Self::ReasonGone | Self::Mistake
            ),
            Action::Lifted => {
                matches!(self, Self::AskedByMerchant | Self::ReasonGone | Self::Mistake)
            }
            Action::Appealed | Action::Upheld | Action::Granted => false,
        }
    }
}
