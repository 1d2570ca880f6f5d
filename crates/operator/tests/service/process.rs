//! A whole `tongbaod` as a process of its own: memory under a flood, and a stop under load.

use crate::support::place::tongbaod;
use crate::support::{Device, Order, Place};
use futures_util::future::join_all;
use reqwest::Method;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

/// A server as a process; ended with the test.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(data: &Path, variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tongbaod"))
            .arg("--data")
            .arg(data)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("tongbaod starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let url = line.trim().rsplit(' ').next().expect("an address").to_owned();
        assert!(url.starts_with("http://"), "{line}");
        Self { child, url }
    }

    fn host(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    fn terminate(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
        assert!(told.success());
    }

    /// Returns the memory that it has taken, in KiB.
    #[cfg(target_os = "linux")]
    fn memory_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .expect("the process lives");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a line");
        line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const WIDE: &[(&str, &str)] = &[
    ("TONGBAOD_LIMIT_PER_IP_PER_MINUTE", "1000000"),
    ("TONGBAOD_LIMIT_PER_DEVICE_PER_MINUTE", "1000000"),
    ("TONGBAOD_PIN_FROM", "5000.00"),
];

/// Opens connections that each send a text and then nothing, and read nothing.
#[cfg(target_os = "linux")]
async fn silent(host: &str, count: usize, text: &[u8]) -> Vec<TcpStream> {
    let mut streams = Vec::new();
    for _ in 0..count {
        let mut stream = TcpStream::connect(host).await.expect("connects");
        // The other end may have refused it already.
        let _ = tokio::time::timeout(Duration::from_secs(1), stream.write_all(text)).await;
        streams.push(stream);
    }
    streams
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_stays_bounded_under_half_headers_half_bodies_and_readers_that_do_not_read() {
    let place = Place::start().await;
    let folder = place.stop().await;
    let mut variables = WIDE.to_vec();
    variables.push(("TONGBAOD_LIMIT_CONNECTIONS_PER_IP", "1000"));
    let server = Server::start(folder.path(), &variables);
    let host = server.host();
    let before = server.memory_kib();
    let headers = format!("GET / HTTP/1.1\r\nhost: {host}\r\nx: {}", "x".repeat(15_000));
    let bodies = format!(
        "PUT /v1/pin HTTP/1.1\r\nhost: {host}\r\ncontent-length: 65536\r\n\r\n{}",
        "x".repeat(65_000)
    );
    let asking = format!("GET /v1/openapi.json HTTP/1.1\r\nhost: {host}\r\n\r\n").repeat(200);
    let crowd = (
        silent(host, 300, headers.as_bytes()).await,
        silent(host, 200, bodies.as_bytes()).await,
        silent(host, 100, asking.as_bytes()).await,
    );
    let grown = server.memory_kib().saturating_sub(before);
    // A buffer of 16 KiB for each half header, twice 64 KiB for each half body, and a few answers
    // for each reader that does not read: about 60 MiB; unbounded, the answers alone are 1 GiB.
    assert!(grown < 200 * 1024, "{grown} KiB more");
    let answer =
        crate::support::client::plain(&server.url, Method::GET, "/v1/operator", None, None);
    answer.await.ok();
    drop(crowd);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_under_load_answers_what_it_accepted_and_loses_nothing() {
    let place = Place::start().await;
    let (lin, label) = (place.person_without_pin("lin").await, place.shops[0].label);
    let before = lin.balance().await;
    let folder = place.stop().await;
    let mut server = Server::start(folder.path(), WIDE);
    let lin = Arc::new(lin.at(&server.url));

    let payers = (0..8).map(|_| {
        let lin = Arc::clone(&lin);
        tokio::spawn(async move {
            let mut sent = Vec::new();
            loop {
                let order = Order { pin: None, ..Order::label(label, 1) };
                let body = lin.pay_body(&order).to_string();
                let request =
                    lin.request(Method::POST, "/v1/payments", body.as_bytes(), &Default::default());
                let answer = request.send().await.map(|answer| answer.status().as_u16());
                let is_gone = answer.is_err();
                sent.push((order, answer.ok()));
                if is_gone {
                    return sent;
                }
            }
        })
    });
    let payers: Vec<_> = payers.collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    server.terminate();
    let sent: Vec<_> =
        join_all(payers).await.into_iter().flat_map(|sent| sent.expect("ends")).collect();
    let ended = server.child.wait().expect("ends");
    assert!(ended.success(), "{ended}");

    let server = Server::start(folder.path(), WIDE);
    let lin: Device = lin.at(&server.url);
    let mut paid = 0;
    for (order, status) in &sent {
        let found = lin.get(&format!("/v1/payments/{}", order.order.payment)).await;
        match status {
            Some(200) => assert_eq!(found.status, 200, "acknowledged and lost"),
            Some(503) => assert_eq!(found.status, 404, "refused and done"),
            Some(status) => panic!("answered with {status}"),
            // Not accepted any more, or never heard: then it is there or it is not.
            None => assert!([200, 404].contains(&found.status)),
        }
        paid += u64::from(found.status == 200);
    }
    assert!(paid > 0, "there was load");
    assert_eq!(lin.balance().await, before - paid);
    drop(server);
    assert!(tongbaod(folder.path(), &["audit"]).status.success());
}
