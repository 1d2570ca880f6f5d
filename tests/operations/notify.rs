//! The service tells systemd when it serves and when it stops, and answers `tongbaod ready`.

#![cfg(unix)]

use std::os::unix::net::UnixDatagram;
use std::time::Duration;
use tests::operator_process::{OperatorProcess, free_port, tongbaod, tongbaod_done};

fn told(socket: &UnixDatagram) -> String {
    let mut buffer = [0; 64];
    let length = socket.recv(&mut buffer).expect("is told in time");
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

#[test]
fn systemd_is_told_when_it_serves_and_when_it_stops() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let data = folder.path().join("data");
    tongbaod_done(&["init-demo", "--data", &data.display().to_string()]);
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    let mut operator = OperatorProcess::at(&data, free_port());
    let address = operator.address().to_string();
    let ask = || tongbaod(&["--data", &operator.data(), "ready", "--address", &address]);
    let refused = ask();
    assert!(!refused.status.success(), "nobody serves yet");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not_ready"));
    operator.set("NOTIFY_SOCKET", &path.display().to_string());
    operator.start();
    assert_eq!(told(&socket), "READY=1");
    operator.command(&["ready", "--address", &address]);
    operator.stop();
    assert_eq!(told(&socket), "STOPPING=1");
}
