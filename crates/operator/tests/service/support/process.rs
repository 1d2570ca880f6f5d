//! The operator as a process of its own, for what can only be seen from outside.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

/// `tongbaod serve` with everything it says.
pub struct Talkative {
    child: Child,
    /// Where it serves.
    pub url: String,
    out: Option<JoinHandle<String>>,
    err: Option<JoinHandle<String>>,
}

impl Talkative {
    /// Starts it on a free port.
    pub fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tongbaod"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("RUST_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tongbaod starts");
        let mut stderr = child.stderr.take().expect("a pipe");
        let err = std::thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).expect("text");
            text
        });
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let (_, url) = line.trim().split_once(" on ").expect("an address");
        let url = url.to_owned();
        let out = std::thread::spawn(move || {
            let mut text = line;
            stdout.read_to_string(&mut text).expect("text");
            text
        });
        Self { child, url, out: Some(out), err: Some(err) }
    }

    /// Stops in good order; returns all that was said.
    pub fn stop(mut self) -> String {
        let told = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(told.expect("kill runs").success());
        assert!(self.child.wait().expect("a child").success());
        let texts = [self.out.take(), self.err.take()]
            .map(|reader| reader.expect("stopped once").join().expect("reads"));
        texts.concat()
    }

    /// Returns the memory that it holds now, in bytes; nothing where the system does not tell.
    pub fn resident(&self) -> u64 {
        let path = format!("/proc/{}/statm", self.child.id());
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let pages: u64 = text.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or_default();
        pages * 4096
    }
}

impl Drop for Talkative {
    fn drop(&mut self) {
        // One that was stopped in good order is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
