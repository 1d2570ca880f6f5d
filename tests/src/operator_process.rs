//! `tongbaod` as a process: started, watched by its log, killed and started again.

use crate::program::program;
pub use postgres_server::free_port;
use scan::decode::{TERMINAL_BUDGET, picture_within};
use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// An operator's data folder, and the service on it.
pub struct OperatorProcess {
    data: PathBuf,
    port: u16,
    child: Option<Child>,
    log: Arc<Mutex<Vec<String>>>,
    variables: Vec<(String, String)>,
}

/// Runs `tongbaod ARGUMENTS` to its end.
pub fn tongbaod(arguments: &[&str]) -> Output {
    Command::new(program("tongbaod")).args(arguments).output().expect("tongbaod starts")
}

/// Runs `tongbaod ARGUMENTS`, which must succeed; returns what it printed.
pub fn tongbaod_done(arguments: &[&str]) -> String {
    let output = tongbaod(arguments);
    printed(arguments, &output)
}

/// Returns what a command printed, which must have succeeded.
fn printed(arguments: &[&str], output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "tongbaod {arguments:?}: {stderr}{stdout}");
    stdout
}

impl OperatorProcess {
    /// Makes the demo town in `data` and serves it on a free port.
    pub fn demo(data: &Path) -> Self {
        tongbaod_done(&["init-demo", "--data", &data.display().to_string()]);
        let mut operator = Self::at(data, free_port());
        operator.start();
        operator
    }

    /// Returns the service that would run on `data`, not started.
    pub fn at(data: &Path, port: u16) -> Self {
        let (log, variables) = (Arc::default(), Vec::new());
        Self { data: data.to_owned(), port, child: None, log, variables }
    }

    /// Sets a variable of the environment for the service and its commands.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    fn program(&self) -> Command {
        let mut command = Command::new(program("tongbaod"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs `tongbaod ARGUMENTS` on its data, which must succeed; returns what it printed.
    pub fn command(&self, arguments: &[&str]) -> String {
        let mut command = self.program();
        let output = command.args(["--data", &self.data()]).args(arguments).output();
        printed(arguments, &output.expect("tongbaod starts"))
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// Returns the address as wallets write it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Returns the data folder as a command line takes it.
    pub fn data(&self) -> String {
        self.data.display().to_string()
    }

    /// Starts the service and waits until it answers.
    pub fn start(&mut self) {
        self.start_with(&[]);
    }

    /// Like [`Self::start`], with more arguments.
    pub fn start_with(&mut self, arguments: &[&str]) {
        self.start_by(self.program(), arguments);
    }

    /// Like [`Self::start_with`], by a command of which `tongbaod` is what it runs: with another
    /// environment, or through a shell.
    pub fn start_by(&mut self, mut command: Command, arguments: &[&str]) {
        let listen = self.address().to_string();
        let mut child = command
            .args(["serve", "--data", &self.data(), "--listen", &listen])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tongbaod starts");
        self.keep_log(child.stdout.take().expect("a pipe"));
        self.keep_log(child.stderr.take().expect("a pipe"));
        let end = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(self.address()).is_err() {
            if let Some(status) = child.try_wait().expect("a child") {
                panic!("tongbaod ended with {status}: {}", self.log_text());
            }
            assert!(Instant::now() < end, "tongbaod does not answer: {}", self.log_text());
            thread::sleep(Duration::from_millis(20));
        }
        self.child = Some(child);
    }

    fn keep_log(&self, pipe: impl std::io::Read + Send + 'static) {
        let log = Arc::clone(&self.log);
        thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                log.lock().expect("no panic while logging").push(line);
            }
        });
    }

    /// Returns what it has logged so far.
    pub fn log_text(&self) -> String {
        self.log.lock().expect("no panic while logging").join("\n")
    }

    /// Waits for the newest one-time code in the log, after `seen` of them, and returns it.
    pub fn code_after(&self, seen: usize) -> String {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let codes = self.codes();
            if codes.len() > seen {
                return codes[codes.len() - 1].clone();
            }
            assert!(Instant::now() < end, "no code in the log: {}", self.log_text());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Returns the one-time codes that the log shows, oldest first.
    pub fn codes(&self) -> Vec<String> {
        let text = self.log_text();
        let lines = text.lines().filter(|line| line.contains("one-time code"));
        lines.filter_map(shown_code).collect()
    }

    /// Tells it to stop (SIGTERM) and waits for its end, which must be a good one.
    pub fn stop(&mut self) {
        let mut child = self.child.take().expect("a running child");
        let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        assert!(told.expect("kill runs").success());
        let ended = child.wait().expect("a child");
        assert!(ended.success(), "{ended}: {}", self.log_text());
    }

    /// Ends it at once, as a power cut would end the process.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("a running child");
            child.wait().expect("a child");
        }
    }

    /// Returns the number of the process.
    pub fn process(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    /// Lets it stand still, as a machine that is paused does.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on.
    pub fn wake(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.process().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "it runs");
    }

    /// Audits the data; it must be clean.
    pub fn audit(&self) -> String {
        self.command(&["audit"])
    }
}

impl Drop for OperatorProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Returns the code at the end of "the one-time code for … is 123456".
fn shown_code(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("one-time code for ")?;
    let (_, rest) = rest.split_once(" is ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() == 6).then_some(digits)
}

/// What the demo town says of itself.
impl OperatorProcess {
    /// Returns `demo.json`.
    pub fn demo_facts(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.data.join("demo.json")).expect("a demo town");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Returns the path of the picture of a shop's label.
    pub fn demo_label_picture(&self, shop: usize) -> String {
        let demo = self.demo_facts();
        let picture = demo["merchants"][shop]["png"].as_str().expect("a path");
        self.data.join(picture).display().to_string()
    }

    /// Returns the text of a shop's label, read from its picture.
    pub fn demo_label_text(&self, shop: usize) -> String {
        let bytes = std::fs::read(self.demo_label_picture(shop)).expect("a picture");
        let found = picture_within(&bytes, TERMINAL_BUDGET).expect("a picture");
        found.first().expect("a code").text.clone()
    }
}
