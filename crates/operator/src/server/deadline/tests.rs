//! Deadlines on a pipe in memory. What must not happen has an hour, what must happen moments.

use super::*;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

const HOUR: Duration = Duration::from_secs(3600);
const MOMENT: Duration = Duration::from_millis(20);
const PATIENT: Deadlines = Deadlines { idle: HOUR, header: HOUR, answer: HOUR };

fn pipe(size: usize, deadlines: Deadlines) -> (Deadlined<DuplexStream>, DuplexStream, Busy) {
    let (near, far) = tokio::io::duplex(size);
    let busy = Busy::default();
    (Deadlined::new(near, deadlines, busy.clone()), far, busy)
}

async fn is_cut(near: &mut Deadlined<DuplexStream>) -> bool {
    near.read_u8().await.is_err_and(|error| error.kind() == ErrorKind::TimedOut)
}

#[tokio::test]
async fn a_connection_that_says_nothing_ends() {
    let (mut near, _far, _) = pipe(64, Deadlines { idle: MOMENT, ..PATIENT });
    assert!(is_cut(&mut near).await);
}

#[tokio::test]
async fn headers_by_the_byte_end_although_something_always_comes() {
    let (mut near, mut far, _) = pipe(64, Deadlines { header: 5 * MOMENT, ..PATIENT });
    tokio::spawn(async move {
        while far.write_u8(b'x').await.is_ok() {
            tokio::time::sleep(MOMENT / 4).await;
        }
    });
    near.read_u8().await.expect("a first byte");
    while !is_cut(&mut near).await {}
}

#[tokio::test]
async fn a_request_in_work_has_its_own_time_and_afterwards_the_connection_idles() {
    let deadlines = Deadlines { idle: MOMENT, header: MOMENT, ..PATIENT };
    let (mut near, mut far, busy) = pipe(64, deadlines);
    let request = busy.begin();
    tokio::spawn(async move {
        tokio::time::sleep(5 * MOMENT).await;
        far.write_u8(b'x').await.expect("written");
        // The other end stays open.
        std::future::pending::<()>().await;
        drop(far);
    });
    near.read_u8().await.expect("nobody is cut off while a request is served");
    drop(request);
    assert!(is_cut(&mut near).await);
}

#[tokio::test]
async fn a_connection_that_is_waited_on_idles_from_the_end_of_its_request() {
    let (mut near, _far, busy) = pipe(64, Deadlines { idle: MOMENT, ..PATIENT });
    let request = busy.begin();
    let waiting = tokio::spawn(async move { is_cut(&mut near).await });
    tokio::time::sleep(MOMENT).await;
    drop(request);
    assert!(waiting.await.expect("ends"));
}

#[tokio::test]
async fn a_reader_that_takes_a_byte_now_and_then_is_cut_off() {
    let (mut near, mut far, _) = pipe(8, Deadlines { answer: 5 * MOMENT, ..PATIENT });
    tokio::spawn(async move {
        while far.read_u8().await.is_ok() {
            tokio::time::sleep(MOMENT).await;
        }
    });
    let error = near.write_all(&[0; 65_536]).await.expect_err("too slow");
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}

#[tokio::test]
async fn a_stream_whose_reader_keeps_up_goes_on() {
    let deadlines = Deadlines { idle: MOMENT, header: MOMENT, answer: HOUR };
    let (mut near, mut far, busy) = pipe(8, deadlines);
    let _request = busy.begin();
    let reader = tokio::spawn(async move {
        let mut bytes = vec![0; 640];
        far.read_exact(&mut bytes).await.map(|_| far)
    });
    for _ in 0..10 {
        near.write_all(&[0; 64]).await.expect("taken");
        near.flush().await.expect("flushed");
        assert!(near.writing.is_none(), "what was read is not waited for");
        tokio::time::sleep(MOMENT).await;
    }
    reader.await.expect("ends").expect("all of it");
}
