//! Bugs that are planted to see whether a simulation finds them. They live in the simulated
//! database and its nodes alone: no shipped code knows of them.

/// A bug that is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// Some commits keep only the first half of their records.
    HalfCommit,
    /// Some commits are acknowledged and never done.
    LostBatch,
    /// Answers go out before the commit, which a crash then prevents.
    AnswerBeforeCommit,
    /// Answers are not remembered under their keys.
    ForgottenKey,
    /// Nobody looks whether a nonce was used.
    NonceUnchecked,
    /// Two batches that read the same are both written.
    RaceUnnoticed,
    /// A node believes what it kept although another one wrote since.
    StaleCache,
    /// Tries of the PIN are not counted.
    PinTryUncounted,
    /// Payer codes are not used up.
    PayerCodeNotUsedUp,
    /// Orders stay open after they were paid.
    OrderStaysOpen,
    /// What went back of a payment is not remembered.
    ReturnsForgotten,
    /// Some events are not kept.
    EventLost,
    /// What is over is never ended.
    NoSweep,
    /// Holds stay pending after they ended.
    HoldStaysPending,
    /// Who has a job is not remembered.
    LeaseForgotten,
    /// A reversal does not look when the attempt was.
    ReversedAtAnyTime,
    /// Coupons stay with their person after they were used.
    CouponNotUsedUp,
    /// Who had a draw today is not remembered.
    DrawForgotten,
    /// Who claimed a share is not remembered.
    ClaimForgotten,
}

impl Bug {
    /// Every bug.
    pub const ALL: [Self; 19] = [
        Self::HalfCommit,
        Self::LostBatch,
        Self::AnswerBeforeCommit,
        Self::ForgottenKey,
        Self::NonceUnchecked,
        Self::RaceUnnoticed,
        Self::StaleCache,
        Self::PinTryUncounted,
        Self::PayerCodeNotUsedUp,
        Self::OrderStaysOpen,
        Self::ReturnsForgotten,
        Self::EventLost,
        Self::NoSweep,
        Self::HoldStaysPending,
        Self::LeaseForgotten,
        Self::ReversedAtAnyTime,
        Self::CouponNotUsedUp,
        Self::DrawForgotten,
        Self::ClaimForgotten,
    ];
}
