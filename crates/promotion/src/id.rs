//! Identifiers: 128 bits each, of the same shape as the bank's.

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);)*
    };
}

identifiers! {
    /// A batch of coupons with one set of rules and one budget.
    StockId;
    /// One person's coupon.
    CouponId;
    /// A subsidy programme.
    CampaignId;
    /// An envelope with money for one or more people.
    EnvelopeId;
    /// A merchant.
    MerchantId;
    /// A payment.
    PaymentId;
}
