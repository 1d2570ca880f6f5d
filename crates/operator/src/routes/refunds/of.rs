//! Which payment is meant: by its own identifier, or by its order's.

use crate::problem::Fault;
use crate::service::{ReadError, Service, Shared};
use bank::Key;
use bank::id::{OrderId, PaymentId};
use bank::record::{Merchant, OrderState, Payment, Record};
use std::sync::Arc;
use wire::{ErrorCode, Id};

/// One of two identifiers.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// The payment's.
    Payment(Id),
    /// Its order's.
    Order(Id),
}

impl Of {
    /// Returns the one that was given.
    ///
    /// # Errors
    /// `request_malformed` when both are given, or none.
    pub fn one(payment: Option<Id>, order: Option<Id>) -> Result<Self, Fault> {
        match (payment, order) {
            (Some(payment), None) => Ok(Self::Payment(payment)),
            (None, Some(order)) => Ok(Self::Order(order)),
            _ => {
                Err(Fault::from(ErrorCode::RequestMalformed)
                    .detail("either payment or order is named"))
            }
        }
    }

    /// Reads the payment that a merchant was paid; those of others are unknown.
    ///
    /// # Errors
    /// `payment_unknown`, or `order_unknown`; also for an order that was never paid.
    pub async fn find(self, service: &Shared, merchant: &Merchant) -> Result<Payment, Fault> {
        let merchant = merchant.clone();
        service.read(move |service| self.read(service, &merchant)).await
    }

    fn read(self, service: &Service, merchant: &Merchant) -> Result<Payment, ReadError> {
        let payment = match self {
            Self::Payment(payment) => PaymentId(payment.0),
            Self::Order(order) => match service.reader.record(&Key::Order(OrderId(order.0)))? {
                Some(Record::Order(order)) if order.merchant == merchant.id => match order.state {
                    OrderState::Paid { payment, .. } | OrderState::Refunded { payment, .. } => {
                        payment
                    }
                    OrderState::Reversed { payment: Some(payment), .. } => payment,
                    OrderState::Open | OrderState::Closed | OrderState::Reversed { .. } => {
                        return Err(ErrorCode::PaymentUnknown.into());
                    }
                },
                _ => return Err(ErrorCode::OrderUnknown.into()),
            },
        };
        match service.reader.record(&Key::Payment(payment))? {
            Some(Record::Payment(payment)) if payment.credit == merchant.account => {
                Ok(Arc::unwrap_or_clone(payment))
            }
            _ => Err(ErrorCode::PaymentUnknown.into()),
        }
    }
}
