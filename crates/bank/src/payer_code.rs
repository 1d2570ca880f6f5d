//! Payer codes: what a payer shows and a till scans. Who shows the digits is found out before; here
//! a code is used up, once, and then charged.

mod charge;

pub(crate) use charge::charge;
