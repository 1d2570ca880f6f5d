//! A table of prizes: so many tickets of so many win this.

/// What is drawn: one of `one_in` tickets, each as likely as any other. Those from 0 up are the
/// first prize's, the next ones the second's, and so on; the rest win nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odds {
    /// How many tickets there are.
    pub one_in: u64,
    /// The prizes, in the order of their tickets.
    pub prizes: Vec<Prize>,
}

/// A prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prize {
    /// How many tickets win it.
    pub tickets: u64,
    /// What they win.
    pub reward: Reward,
}

/// What a ticket wins, before event, cap and payment bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reward {
    /// An amount.
    Fixed {
        /// How much, in minor units.
        minor: u64,
    },
    /// A share of the payment, rounded down.
    Share {
        /// The share in hundredths of a percent: 10,000 is all of it.
        basis_points: u16,
    },
}

impl Odds {
    /// Returns which prize a ticket wins, by its place in the table.
    pub fn prize_of(&self, ticket: u64) -> Option<usize> {
        let mut until = 0_u64;
        self.prizes.iter().position(|prize| {
            until = until.saturating_add(prize.tickets);
            ticket < until
        })
    }
}

impl Reward {
    /// Returns what it is of a payment, in minor units.
    pub fn minor(self, paid_minor: u64) -> u64 {
        match self {
            Self::Fixed { minor } => minor,
            Self::Share { basis_points } => {
                let share = u128::from(paid_minor) * u128::from(basis_points) / 10_000;
                u64::try_from(share).unwrap_or(u64::MAX)
            }
        }
    }
}
