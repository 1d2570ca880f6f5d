//! The difference of two means with its 95 % confidence interval by Welch, who does not ask that
//! both groups spread alike. Sums are whole numbers; floats only make the interval, which is
//! rounded outwards: it is never told smaller than it is.

use wire::campaign::UpliftDifference;

/// Student's t for 95 % between both ends, by 1 to 30 degrees of freedom, rounded up.
const STUDENT: [f64; 30] = [
    12.7063, 4.3027, 3.1825, 2.7765, 2.5706, 2.4470, 2.3647, 2.3061, 2.2622, 2.2282, 2.2010,
    2.1789, 2.1604, 2.1448, 2.1315, 2.1200, 2.1099, 2.1010, 2.0931, 2.0860, 2.0797, 2.0739, 2.0687,
    2.0639, 2.0596, 2.0556, 2.0519, 2.0485, 2.0453, 2.0423,
];

/// What it comes to with ever more of them: that of the normal distribution.
const NORMAL: f64 = 1.959_964;

/// Hundredths of a minor unit: a mean needs more than minor units.
const HUNDREDTHS: f64 = 100.0;

/// Some numbers: how many, their sum, and the sum of their squares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sample {
    count: u64,
    sum: i128,
    squares: i128,
}

impl Sample {
    /// Adds a number.
    pub(super) fn add(&mut self, number: i64) {
        let number = i128::from(number);
        self.count += 1;
        self.sum += number;
        self.squares = self.squares.saturating_add(number * number);
    }

    /// Returns how many there are.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// Returns their sum.
    pub(super) const fn sum(&self) -> i128 {
        self.sum
    }

    /// Returns their mean in hundredths, towards zero; none of none.
    pub(super) fn mean_hundredths(&self) -> Option<i64> {
        let mean = (self.sum * 100).checked_div(i128::from(self.count))?;
        i64::try_from(mean).ok()
    }

    fn mean(&self) -> f64 {
        float(self.sum) / float(i128::from(self.count))
    }

    /// Returns the variance of their mean: of the numbers, divided by how many there are.
    fn variance_of_mean(&self) -> f64 {
        let count = i128::from(self.count);
        // Exact until here, because two large numbers that are nearly alike are subtracted.
        let spread = count.saturating_mul(self.squares).saturating_sub(self.sum * self.sum);
        float(spread) / float(count * count * (count - 1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "15 digits are more than an interval has")]
const fn float(number: i128) -> f64 {
    number as f64
}

/// Returns by how much the first mean is above the second; none where a group is too small to know
/// how it spreads.
pub(super) fn difference(one: &Sample, other: &Sample) -> Option<UpliftDifference> {
    if one.count < 2 || other.count < 2 {
        return None;
    }
    let mean = one.mean() - other.mean();
    let (a, b) = (one.variance_of_mean(), other.variance_of_mean());
    let half = if a + b > 0.0 {
        let less_one = |sample: &Sample| float(i128::from(sample.count) - 1);
        let freedom = (a + b).powi(2) / (a * a / less_one(one) + b * b / less_one(other));
        student(freedom) * (a + b).sqrt()
    } else {
        0.0
    };
    Some(UpliftDifference {
        mean_hundredths: whole((mean * HUNDREDTHS).round()),
        low_hundredths: whole(((mean - half) * HUNDREDTHS).floor()),
        high_hundredths: whole(((mean + half) * HUNDREDTHS).ceil()),
    })
}

/// Returns Student's t: below 31 degrees of freedom from the table, where what is between two of
/// them counts as the lower one; above by the series of Cornish and Fisher, to five digits.
fn student(freedom: f64) -> f64 {
    let at = usize::try_from(whole(freedom)).unwrap_or_default().max(1);
    let z = NORMAL;
    STUDENT.get(at - 1).copied().unwrap_or_else(|| {
        z + (z.powi(3) + z) / (4.0 * freedom)
            + (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * freedom.powi(2))
    })
}

/// What is beyond the largest number becomes that.
#[expect(clippy::cast_possible_truncation, reason = "rounded before, and saturates")]
const fn whole(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(numbers: &[i64]) -> Sample {
        let mut sample = Sample::default();
        numbers.iter().for_each(|number| sample.add(*number));
        sample
    }

    /// Worked out by hand: means 30 and 18, variances 250 and 20/3, so 50 + 5/3 of the means;
    /// freedom (155/3)^2 / (50^2/4 + (5/3)^2/3) = 4.26, of which 4 count; Student's t for 4 is
    /// 2.7765, times the root of 155/3, which is 7.1880: 19.9573.
    #[test]
    fn an_interval_is_the_one_that_was_worked_out_by_hand() {
        let (one, other) = (sample(&[10, 20, 30, 40, 50]), sample(&[15, 17, 19, 21]));
        assert_eq!((one.mean_hundredths(), other.mean_hundredths()), (Some(3_000), Some(1_800)));
        let found = difference(&one, &other).expect("enough");
        assert_eq!(found.mean_hundredths, 1_200);
        assert_eq!((found.low_hundredths, found.high_hundredths), (-796, 3_196));
    }

    /// Two groups of three that spread alike have the four degrees of freedom of both:
    /// 2.7765 * sqrt(2 * 100 / 3) = 22.670.
    #[test]
    fn groups_that_spread_alike_have_the_freedom_of_both() {
        let (one, other) = (sample(&[100, 110, 120]), sample(&[0, 10, 20]));
        let found = difference(&one, &other).expect("enough");
        assert_eq!(found.mean_hundredths, 10_000);
        assert_eq!((found.low_hundredths, found.high_hundredths), (7_732, 12_268));
    }

    #[test]
    fn the_table_and_the_series_meet_and_never_rise() {
        let all: Vec<f64> = (1..200).map(|freedom| student(f64::from(freedom))).collect();
        assert!(all.is_sorted_by(|one, next| one >= next), "{all:?}");
        for (freedom, published) in [(0.5, 12.7063), (31.0, 2.0395), (60.0, 2.0003), (1e9, 1.9600)]
        {
            assert!((student(freedom) - published).abs() < 1e-4, "{freedom}");
        }
    }

    #[test]
    fn many_people_narrow_it_and_alike_ones_leave_nothing_open() {
        let (mut one, mut other) = (Sample::default(), Sample::default());
        for n in 0..10_000 {
            one.add(500 + n % 100);
            other.add(n % 100);
        }
        // The normal distribution's 1.96 by then: 1.9602 * sqrt(2 * 833.33 / 10,000) = 0.8003
        let found = difference(&one, &other).expect("enough");
        assert_eq!(found.mean_hundredths, 50_000);
        assert_eq!((found.low_hundredths, found.high_hundredths), (49_919, 50_081));
        let same = difference(&sample(&[7, 7]), &sample(&[7, 7])).expect("enough");
        assert_eq!((same.low_hundredths, same.high_hundredths), (0, 0));
        assert_eq!(difference(&sample(&[7]), &sample(&[7, 7])), None);
        assert_eq!(difference(&sample(&[7, 8]), &sample(&[])), None);
        assert_eq!(sample(&[]).mean_hundredths(), None);
    }
}
