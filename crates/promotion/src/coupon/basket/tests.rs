//! Baskets: their limits, and the pieces that coupons see.

use super::*;
use money::Currency;

fn line(name: &str, pieces: u32, price_minor: u64, tags: &[&str]) -> GoodsLine {
    let tags = tags.iter().map(|tag| Tag::new(tag).expect("a tag")).collect();
    GoodsLine { name: Some(name.to_owned()), pieces, price_minor, tags }
}

fn yuan(minor: u64) -> Amount {
    Amount::new(minor, Currency::from_code("CNY").expect("known")).expect("in range")
}

#[test]
fn each_piece_is_a_line_to_coupons_and_knows_its_line() {
    let lines = vec![line("tea", 2, 300, &["drink"]), line("cake", 1, 450, &[])];
    let basket = Basket::new(lines).expect("a basket");
    assert_eq!(basket.total_minor(), 1050);
    let order = basket.order(yuan(1050)).expect("an order");
    let prices: Vec<u64> = order.lines().iter().map(|line| line.price_minor).collect();
    assert_eq!(prices, [300, 300, 450]);
    let name = |piece| basket.of_piece(piece).and_then(|line| line.name.as_deref());
    assert_eq!([0, 1, 2, 3].map(name), [Some("tea"), Some("tea"), Some("cake"), None]);
    assert_eq!(basket.order(yuan(1049)), Err(OrderError::LinesAboveTotal));
}

#[test]
fn what_is_beyond_the_limits_is_no_basket() {
    let one = || line("tea", 1, 1, &[]);
    let tags = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let refused = [
        (vec![], BasketError::Empty),
        (vec![one(); 51], BasketError::TooManyLines),
        (vec![line("tea", 0, 1, &[])], BasketError::PiecesOutOfRange),
        (vec![line("tea", 200, 1, &[]), one()], BasketError::PiecesOutOfRange),
        (vec![line("tea", u32::MAX, 1, &[]); 2], BasketError::PiecesOutOfRange),
        (vec![line("tea", 1, 0, &[])], BasketError::PriceOutOfRange),
        (vec![line("tea", 2, u64::MAX, &[])], BasketError::PriceOutOfRange),
        (vec![line("tea", 1, Amount::MINOR_MAX, &[]), one()], BasketError::PriceOutOfRange),
        (vec![line("tea", 1, 1, &tags)], BasketError::TagsUnsound),
        (vec![line("tea", 1, 1, &["a", "b", "a"])], BasketError::TagsUnsound),
    ];
    for (lines, error) in refused {
        assert_eq!(Basket::new(lines), Err(error), "{error}");
    }
    let most = vec![line("tea", 4, 1, &tags[..8]); 50];
    assert_eq!(Basket::new(most).expect("a basket").total_minor(), 200);
}
