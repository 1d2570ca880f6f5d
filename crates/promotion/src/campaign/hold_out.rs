//! The comparison group: a part of all people whose payments have no draws, so that what a campaign
//! brings can be told. Who is in it follows from what was committed to and from the account that
//! pays: nobody can choose it once the campaign is written, and the payer can check it.

use super::seeds::{SeedHash, commitment};
use super::terms::Terms;
use sha2::{Digest as _, Sha256};

/// The largest part of all people that may be held out, in hundredths of a percent.
pub const HOLD_OUT_MAX_BASIS_POINTS: u16 = 5_000;

/// In how many parts people are divided: hundredths of a percent.
const PARTS: u64 = 10_000;

impl Terms {
    /// Returns whether who pays from an account is in the comparison group of the campaign that
    /// committed to these terms and an anchor.
    pub fn holds_out(&self, anchor: &SeedHash, account: u128) -> bool {
        self.hold_out_basis_points > 0
            && part(&commitment(self, anchor), account) < u64::from(self.hold_out_basis_points)
    }
}

/// Returns in which of 10,000 parts an account falls. A number of 64 bits is divided: no part is
/// larger than another by more than one in 10^15.
pub(super) fn part(commitment: &[u8; 32], account: u128) -> u64 {
    let hash: [u8; 32] = Sha256::new_with_prefix(b"tongbao campaign comparison 1")
        .chain_update(commitment)
        .chain_update(account.to_be_bytes())
        .finalize()
        .into();
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)) % PARTS
}
