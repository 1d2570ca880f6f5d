//! Signed payments as big as real ones are: the same in every run.

use bank::Envelope;
use bank::command::Payee;
use bank::contract::town;
use bank::id::{PaymentId, TimeMs};

/// Makes payments.
pub struct Load {
    accounts: u32,
    random: u64,
    at: TimeMs,
}

impl Load {
    pub fn new(accounts: u32) -> Self {
        Self { accounts, random: 0x2545_F491_4F6C_DD1D, at: town::AT }
    }

    /// Returns a payment of anybody: to anybody else, or all to the one shop.
    pub fn payment(&mut self, hot: bool) -> Envelope {
        self.at = self.at.plus_ms(u64::from(self.below(2)));
        let payer = self.below(self.accounts - 1);
        let payee = match hot {
            true => Payee::Label(town::label(0)),
            // Any other account: the one after the payer's is nobody's own.
            false => Payee::Receive(town::receive_code(
                (payer + 1 + self.below(self.accounts - 2)) % self.accounts,
            )),
        };
        // 48 bits of time, 80 random bits: the identifiers that wallets make.
        let id = u128::from(self.at.0) << 80 | self.wide() >> 48;
        let mut pay = town::order_to_pay(id, payer, payee, u64::from(self.below(99)) + 1);
        pay.payment = PaymentId(id);
        pay.order_expires_at = self.at.plus_ms(60_000);
        pay.evidence.signed_text = format!("{}{}", "x".repeat(300), pay.evidence.signed_text);
        let envelope = Envelope { at: self.at, ..town::pay_with(pay) };
        town::signed(town::device(payer), self.wide(), envelope)
    }

    /// A small generator (xorshift64*).
    fn next(&mut self) -> u64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        self.random.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn wide(&mut self) -> u128 {
        u128::from(self.next()) << 64 | u128::from(self.next())
    }

    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(((self.next() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }
}
