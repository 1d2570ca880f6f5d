//! What a scanned text means for this wallet: something it can pay, another sound code, or why not.

use crate::WalletError;
use crate::answer;
use crate::goods::{self, Goods};
use crate::port::{ApiError, OperatorApi as _, Ports};
use crate::state::{Payment, Profile};
use crate::wallet::Wallet;
use money::Amount;
use paycode::name::{NameWarning, check_name};
use paycode::{Code, PageHost, TongbaoCode};
use wire::payee::{Payee, PayeeKind, PayeeResponse};
use wire::payment::{Direction, PaymentKind};
use wire::{ErrorCode, Id};

/// What a text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A code of this wallet's operator that can be paid now.
    Payable(Box<Offer>),
    /// An envelope: the text of its code, the host of its operator, and whether that is this
    /// wallet's. Nobody is asked before it is claimed.
    Envelope {
        /// The text.
        code: String,
        /// The host.
        operator: String,
        /// Whether it can be claimed here.
        is_ours: bool,
    },
    /// A batch of coupons: the text of its address, the host of its operator, and whether that is
    /// this wallet's. Nobody is asked before it is looked at.
    Coupon {
        /// The text.
        code: String,
        /// The host.
        operator: String,
        /// Whether a coupon can be taken here.
        is_ours: bool,
    },
    /// An invitation to a shop's staff: the text of its address, the host of its operator, and
    /// whether that is this wallet's. Nobody is asked before it is used.
    Invitation {
        /// The text.
        code: String,
        /// The host.
        operator: String,
        /// Whether it can be used here.
        is_ours: bool,
    },
    /// A sound code of another kind, or any other text.
    Other(Box<Code>),
}

/// What a code offers to pay, as the operator has it registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Who would be paid.
    pub payee: Payee,
    /// The registered name: the one to show.
    pub name: String,
    /// The merchant; absent for persons.
    pub merchant: Option<Id>,
    /// The merchant's city; absent for persons.
    pub city: Option<String>,
    /// The amount of the order, or the one that the code asks for.
    pub amount: Option<Amount>,
    /// Whether nothing but `amount` can be paid: so it is for an order.
    pub amount_fixed: bool,
    /// What the payment is for, as the payee wrote it.
    pub note: Option<String>,
    /// What the order is made of; none where only its amount is known.
    pub goods: Option<Goods>,
    /// When the order ends, in Unix milliseconds.
    pub expires_at_ms: Option<u64>,
    /// The name that the code states.
    pub stated_name: String,
    /// Whether the code states another name than the registered one.
    pub name_differs: bool,
    /// How the registered name could be taken for another.
    pub name_warnings: Vec<NameWarning>,
    /// Whether a person is paid whom this wallet has not paid lately: what a personal code shows
    /// that was stuck over a shop's label.
    pub is_new_person: bool,
    /// The text that was read, to prepare the payment with.
    pub code: String,
}

impl<P: Ports> Wallet<P> {
    /// Reads a text and, when it is a code of this wallet's operator, asks who would be paid.
    /// A code of another operator is a sound code that is none of this wallet's business.
    ///
    /// # Errors
    /// `CodeUnreadable`; for a Tongbao code also `NotEnrolled`, `payee_is_payer`,
    /// `order_expired`, `currency_mismatch` (all before anything is asked), what the operator
    /// refuses, and what the network does.
    pub async fn read_code(&self, text: &str) -> Result<Reading, WalletError> {
        let code = paycode::read(text).map_err(WalletError::CodeUnreadable)?;
        let (payee, stated, profile) = match &code {
            Code::Tongbao(stated) => {
                let profile = self.profile()?;
                if stated.operator.as_str() != profile.operator {
                    return match self.taken_over(text, stated, &profile).await? {
                        Some(offer) => Ok(Reading::Payable(Box::new(offer))),
                        None => Ok(Reading::Other(Box::new(code))),
                    };
                }
                (check_code(stated, &profile, self.now_ms())?, Some(stated), profile)
            }
            // Only the operator of the host can say whose label an address is.
            Code::TongbaoAddress(address) => match self.profile() {
                Ok(profile) if is_host_of(address.host.as_str(), &profile.operator_url) => {
                    (label(&address.label)?, None, profile)
                }
                _ => return Ok(Reading::Other(Box::new(code))),
            },
            Code::EnvelopeAddress(address) => {
                let (is_ours, operator) = self.host(address.site.host());
                return Ok(Reading::Envelope { code: address.to_string(), operator, is_ours });
            }
            Code::CouponAddress(address) => {
                let (is_ours, operator) = self.host(address.site.host());
                return Ok(Reading::Coupon { code: address.to_string(), operator, is_ours });
            }
            Code::InvitationAddress(address) => {
                let (is_ours, operator) = self.host(address.site.host());
                return Ok(Reading::Invitation { code: address.to_string(), operator, is_ours });
            }
            _ => return Ok(Reading::Other(Box::new(code))),
        };
        let registered = self.ports.api().payee(&profile.operator_url, payee).await?;
        let mut offer = offer(text, stated, payee, registered, &profile)?;
        offer.is_new_person = self.is_new_person(&offer);
        if offer.expires_at_ms.is_some_and(|at_ms| at_ms <= self.now_ms()) {
            return Err(WalletError::rule(ErrorCode::OrderExpired));
        }
        Ok(Reading::Payable(Box::new(offer)))
    }

    /// Returns whether a person would be paid who is not among those paid lately.
    fn is_new_person(&self, offer: &Offer) -> bool {
        let was_paid = |payment: &Payment| {
            payment.kind == PaymentKind::Transfer
                && payment.direction == Direction::Out
                && payment.counterparty.as_deref() == Some(offer.name.as_str())
        };
        offer.payee.kind == PayeeKind::Receive && !self.state().recent.iter().any(was_paid)
    }

    /// Asks this wallet's operator about the label of another one: a shop may have brought it along
    /// with a portable export. It counts only under the name that is printed in it, so that nobody
    /// takes over another shop's label under a name of his own.
    async fn taken_over(
        &self,
        text: &str,
        stated: &TongbaoCode,
        profile: &Profile,
    ) -> Result<Option<Offer>, WalletError> {
        let is_label = matches!(stated.payee, paycode::Payee::Label(_));
        if !is_label || stated.currency != profile.currency {
            return Ok(None);
        }
        let payee = payee(&stated.payee)?;
        match self.ports.api().payee(&profile.operator_url, payee).await {
            Ok(registered) => {
                let offer = offer(text, Some(stated), payee, registered, profile)?;
                Ok((!offer.name_differs).then_some(offer))
            }
            Err(ApiError::Refused(problem)) if problem.code == ErrorCode::PayeeUnknown => Ok(None),
            // What cannot be asked now is shown as what it says of itself.
            Err(ApiError::Unreachable | ApiError::AnswerLost) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns whether a host is that of this wallet's operator, and the host.
    fn host(&self, host: &PageHost) -> (bool, String) {
        let profile = self.profile().ok();
        let is_ours = profile.is_some_and(|it| is_host_of(host.as_str(), &it.operator_url));
        (is_ours, host.to_string())
    }
}

/// Refuses what needs no question to the operator, and returns whom the code pays.
fn check_code(code: &TongbaoCode, profile: &Profile, now_ms: u64) -> Result<Payee, WalletError> {
    let payee = payee(&code.payee)?;
    if payee == (Payee { kind: PayeeKind::Receive, id: profile.receive_code }) {
        return Err(WalletError::rule(ErrorCode::PayeeIsPayer));
    }
    // The code has whole seconds: the operator judges the last one.
    let is_over = |at_s: u64| at_s.saturating_add(1).saturating_mul(1000) <= now_ms;
    if code.expires_at_s.is_some_and(is_over) {
        return Err(WalletError::rule(ErrorCode::OrderExpired));
    }
    if code.currency != profile.currency {
        return Err(WalletError::rule(ErrorCode::CurrencyMismatch));
    }
    Ok(payee)
}

/// Returns whether a host, with its port if it has one, is the one of an address.
pub(crate) fn is_host_of(host: &str, address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().is_some_and(|found| found.eq_ignore_ascii_case(host))
}

/// Returns the payee of a label.
fn label(id: &paycode::PayeeId) -> Result<Payee, WalletError> {
    payee(&paycode::Payee::Label(id.clone()))
}

fn payee(payee: &paycode::Payee) -> Result<Payee, WalletError> {
    let (kind, id) = match payee {
        paycode::Payee::Label(id) => (PayeeKind::Label, id),
        paycode::Payee::Order(id) => (PayeeKind::Order, id),
        paycode::Payee::Receive(id) => (PayeeKind::Receive, id),
    };
    // Both crates keep to the one canonical form of an identifier.
    let id: Id = id.as_str().parse().map_err(|_| WalletError::rule(ErrorCode::PayeeUnknown))?;
    Ok(Payee { kind, id })
}

fn offer(
    text: &str,
    stated: Option<&TongbaoCode>,
    asked: Payee,
    registered: PayeeResponse,
    profile: &Profile,
) -> Result<Offer, WalletError> {
    let PayeeResponse { payee, name, merchant, city, amount, note, goods, expires_at_ms } =
        registered;
    if payee != asked {
        return Err(WalletError::AnswerMalformed("another payee".to_owned()));
    }
    let fixed = amount.map(|money| answer::amount(&money, profile.currency)).transpose()?;
    let is_order = payee.kind == PayeeKind::Order;
    if is_order && fixed.is_none() {
        return Err(WalletError::AnswerMalformed("an order without amount".to_owned()));
    }
    let goods = goods::of_order(goods, fixed)?;
    // A code that states another amount than its order was tampered with.
    let stated_amount = stated.and_then(|code| code.amount);
    if let (Some(fixed), Some(stated)) = (fixed, stated_amount)
        && fixed != stated
    {
        return Err(WalletError::rule(ErrorCode::OrderAmountDiffers));
    }
    // An address states no name.
    let stated_name = stated.map_or_else(|| name.clone(), |code| code.name.clone());
    let stated_note = stated.and_then(|code| code.note.clone());
    Ok(Offer {
        payee,
        merchant,
        city,
        amount: fixed.or(stated_amount),
        amount_fixed: fixed.is_some(),
        // What the operator has registered for an order counts, not what the code says of it.
        note: if is_order { note } else { note.or(stated_note) },
        goods,
        expires_at_ms,
        name_differs: stated_name != name,
        name_warnings: check_name(&name),
        is_new_person: false,
        name,
        stated_name,
        code: text.to_owned(),
    })
}
