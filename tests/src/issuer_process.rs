//! `tongbao-issuer` as a process: started, watched by its log, killed and started again.

use crate::program::program;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// An issuer's data folder, and the service on it.
pub struct IssuerProcess {
    data: PathBuf,
    port: u16,
    secret: PathBuf,
    child: Option<Child>,
    log: Arc<Mutex<Vec<String>>>,
}

impl IssuerProcess {
    /// Starts an issuer for the demo's operator, which has its secret in a file.
    pub fn start(data: &Path, port: u16, secret: &Path) -> Self {
        let (data, secret) = (data.to_owned(), secret.to_owned());
        let mut issuer = Self { data, port, secret, child: None, log: Arc::default() };
        issuer.start_again();
        issuer
    }

    /// Starts it on the same data, and waits until it answers.
    pub fn start_again(&mut self) {
        let address = format!("127.0.0.1:{}", self.port);
        let operator = format!("demo.tongbao={}", self.secret.display());
        let mut child = Command::new(program("tongbao-issuer"))
            .arg("--data")
            .arg(&self.data)
            .args(["serve", "--listen", &address, "--operator", &operator])
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tongbao-issuer starts");
        let (pipe, log) = (child.stderr.take().expect("a pipe"), Arc::clone(&self.log));
        thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                log.lock().expect("no panic while logging").push(line);
            }
        });
        let end = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(&address).is_err() {
            assert!(Instant::now() < end, "tongbao-issuer does not answer");
            thread::sleep(Duration::from_millis(20));
        }
        self.child = Some(child);
    }

    /// Returns the one-time codes that the log shows, oldest first.
    pub fn codes(&self) -> Vec<String> {
        let lines = self.log.lock().expect("no panic while logging");
        let code = |line: &String| {
            let (_, rest) = line.split_once("one-time code for ")?;
            let (_, rest) = rest.split_once(" is ")?;
            rest.get(..6).map(str::to_owned)
        };
        lines.iter().filter_map(code).collect()
    }

    /// Waits for the newest code in the log, after `seen` of them, and returns it.
    pub fn code_after(&self, seen: usize) -> String {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let codes = self.codes();
            if let Some(code) = codes.get(seen..).and_then(<[String]>::last) {
                return code.clone();
            }
            assert!(Instant::now() < end, "no code in the issuer's log");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it at once, as a power cut would end the process.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("a running child");
            child.wait().expect("a child");
        }
    }
}

impl Drop for IssuerProcess {
    fn drop(&mut self) {
        self.kill();
    }
}
