//! The operator is killed in the middle of a load of payments and started again, as its supervisor
//! does: on SQLite and on PostgreSQL.

use tests::ground::Ground;
use tests::load::{Load, OPENING_MINOR};
use tests::on_each_store;

const KILLS: usize = 4;

on_each_store!(no_acknowledged_payment_is_lost_and_none_is_made_twice);

async fn no_acknowledged_payment_is_lost_and_none_is_made_twice(ground: &Ground) {
    let mut operator = ground.node();
    let people = ground.found(&operator.url(), 16, OPENING_MINOR);
    operator.start();
    let load = Load::start(people, &[operator.url()]);
    for _ in 0..KILLS {
        load.until_paid(60).await;
        operator.kill();
        operator.start();
    }
    load.until_paid(20).await;
    load.stop().await.check(ground);
    ground.audit();
}
