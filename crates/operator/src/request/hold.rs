//! What a request holds while it is worked on: a place among all, and one among those of its person
//! or merchant. Work that outlives its connection keeps both.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::OwnedSemaphorePermit;

tokio::task_local! {
    /// What the request of this task holds.
    static HOLD: Arc<Hold>;
}

/// What one request holds.
pub struct Hold {
    /// Its places among all requests, and among those that only read.
    _places: Vec<OwnedSemaphorePermit>,
    seat: Mutex<Option<Seat>>,
}

/// Requests at the same moment by person or merchant.
pub struct Seats {
    taken: Mutex<HashMap<u128, u32>>,
    each: u32,
}

/// One place of a person or a merchant; free again when dropped.
pub struct Seat {
    seats: Arc<Seats>,
    account: u128,
}

impl Seats {
    /// Returns so many seats for each.
    pub fn new(each: u32) -> Arc<Self> {
        Arc::new(Self { taken: Mutex::default(), each })
    }

    /// Takes a place; none when all of this person or merchant are taken.
    pub fn take(self: &Arc<Self>, account: u128) -> Option<Seat> {
        let mut taken = self.lock();
        let count = taken.entry(account).or_default();
        if *count >= self.each {
            return None;
        }
        *count += 1;
        Some(Seat { seats: Arc::clone(self), account })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u128, u32>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.lock();
        if let Some(count) = taken.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.account);
            }
        }
    }
}

/// Runs a request that holds these places.
pub async fn holding<T>(places: Vec<OwnedSemaphorePermit>, work: impl Future<Output = T>) -> T {
    HOLD.scope(Arc::new(Hold { _places: places, seat: Mutex::default() }), work).await
}

/// Gives the running request its seat; it has at most one.
pub fn sit(seat: Seat) {
    // Without a hold there is no request: then the seat is free again at once.
    let _ = HOLD.try_with(|hold| {
        hold.seat.lock().unwrap_or_else(PoisonError::into_inner).replace(seat);
    });
}

/// Runs work that goes on without the request, with what the request holds.
pub async fn kept<T>(work: impl Future<Output = T>, hold: Option<Arc<Hold>>) -> T {
    match hold {
        Some(hold) => HOLD.scope(hold, work).await,
        None => work.await,
    }
}

/// Returns what the running request holds.
pub fn current() -> Option<Arc<Hold>> {
    HOLD.try_with(Arc::clone).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_seat_is_free_when_the_request_and_all_that_outlives_it_are_over() {
        let seats = Seats::new(1);
        let (finish, finished) = tokio::sync::oneshot::channel::<()>();
        let outliving = holding(Vec::new(), async {
            sit(seats.take(7).expect("free"));
            assert!(seats.take(7).is_none(), "taken");
            assert!(seats.take(8).is_some(), "of another");
            (tokio::spawn(kept(finished, current())),)
        });
        let (outliving,) = outliving.await;
        assert!(seats.take(7).is_none(), "the work goes on");
        finish.send(()).expect("it waits");
        outliving.await.expect("ends").expect("told");
        assert!(seats.take(7).is_some());
        assert!(seats.lock().is_empty(), "nothing is kept of those who are gone");
    }
}
