//! What an offer takes off a price.

/// A rule that takes something off a price.
///
/// Each rule takes off more or the same from a larger price, and never more than by what the price
/// is larger: so what is left to pay never falls when a price rises. The proof that combinations
/// are optimal rests on this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// An amount.
    Off {
        /// How much, in minor units.
        minor: u64,
    },
    /// A share of the price, rounded down.
    Percent {
        /// The share in hundredths of a percent.
        basis_points: u16,
        /// The most that is taken off, in minor units.
        cap_minor: u64,
    },
    /// All above a price.
    Price {
        /// That price, in minor units.
        minor: u64,
        /// The most that is taken off, in minor units.
        cap_minor: u64,
    },
}

impl Cut {
    /// Returns what is taken off a price, in minor units: never more than the price.
    pub fn saving_minor(self, price_minor: u64) -> u64 {
        match self {
            Self::Off { minor } => minor.min(price_minor),
            Self::Percent { basis_points, cap_minor } => {
                let share = u128::from(price_minor) * u128::from(basis_points.min(10_000)) / 10_000;
                u64::try_from(share).unwrap_or(u64::MAX).min(cap_minor)
            }
            Self::Price { minor, cap_minor } => price_minor.saturating_sub(minor).min(cap_minor),
        }
    }

    /// Returns the place in the order of application: prices, then shares, then amounts.
    pub(crate) const fn turn(self) -> u8 {
        match self {
            Self::Price { .. } => 0,
            Self::Percent { .. } => 1,
            Self::Off { .. } => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cut;
    use proptest::prelude::*;

    fn cuts() -> impl Strategy<Value = Cut> {
        let minor = 0_u64..3_000;
        prop_oneof![
            minor.clone().prop_map(|minor| Cut::Off { minor }),
            (0_u16..=10_000, minor.clone())
                .prop_map(|(basis_points, cap_minor)| Cut::Percent { basis_points, cap_minor }),
            (minor.clone(), minor).prop_map(|(minor, cap_minor)| Cut::Price { minor, cap_minor }),
        ]
    }

    #[test]
    fn each_rule_takes_off_what_it_says() {
        let percent = Cut::Percent { basis_points: 1250, cap_minor: 500 };
        assert_eq!(percent.saving_minor(79), 9);
        assert_eq!(percent.saving_minor(100_000), 500);
        assert_eq!(Cut::Off { minor: 300 }.saving_minor(200), 200);
        assert_eq!(Cut::Price { minor: 990, cap_minor: 200 }.saving_minor(1100), 110);
        assert_eq!(Cut::Price { minor: 990, cap_minor: 200 }.saving_minor(5000), 200);
        assert_eq!(Cut::Price { minor: 990, cap_minor: 200 }.saving_minor(900), 0);
        let all = Cut::Percent { basis_points: 10_000, cap_minor: u64::MAX };
        assert_eq!(all.saving_minor(u64::MAX), u64::MAX);
    }

    proptest! {
        #[test]
        fn what_is_left_never_falls_when_the_price_rises(cut in cuts(), price in 0_u64..5_000) {
            let (now, then) = (cut.saving_minor(price), cut.saving_minor(price + 1));
            prop_assert!(now <= price);
            prop_assert!(now <= then && then <= now + 1);
        }
    }
}
