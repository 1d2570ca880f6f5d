//! The bytes of rows about goods, spelled out by hand.

use super::*;
use crate::contract::town::goods::hundred;
use crate::goods::goods_digest;

#[test]
fn rows_of_goods_hash_as_documented() {
    let number = |number: u64| number.to_be_bytes().to_vec();
    let text = |text: &str| [number(text.len() as u64), text.as_bytes().to_vec()].concat();
    let named = |name: &str| [vec![1], text(name)].concat();
    let bytes = [
        number(3),
        [named("Tea"), number(2), number(20), number(2), text("drink"), text("hot")].concat(),
        [named("Cake"), number(1), number(30), number(1), text("sweet")].concat(),
        [vec![0], number(1), number(30), number(0)].concat(),
    ];
    let digest: [u8; 32] = Sha256::digest(bytes.concat()).into();
    assert_eq!(goods_digest(&hundred()), digest);
    let listed = JournalEntry::GoodsListed(GoodsListed { order: OrderId(3), digest });
    let row = ChainHead::default().append(TimeMs(10), listed);
    assert_eq!(row.hash, by_hand([0; 32], 1, 10, &[&[160], &3_u128.to_be_bytes(), &digest]));
}
