//! PostgreSQL servers for tests and benches: started, shared, killed, removed.
#![doc = include_str!("../README.md")]

mod port;
mod programs;
mod settings;

pub use port::free_port;
use programs::Programs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// A server in a temporary folder, on a Unix socket in that folder and on a free TCP port. It stops
/// and goes with this value, or with the program.
#[derive(Debug)]
pub struct Server {
    programs: Programs,
    folder: PathBuf,
    port: u16,
    next_database: AtomicU32,
    guard: Child,
}

/// An empty database of a server; dropped with this value.
#[derive(Debug)]
pub struct Database<'a> {
    server: &'a Server,
    name: String,
}

impl Server {
    /// Returns the server that all tests of this program share; the first one to ask starts it.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Server> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&[]))
    }

    /// Starts a server with these settings besides the usual ones, as `("name", "value")`.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        Self::start_at(&std::env::temp_dir(), settings, |programs, data| {
            init(programs, data, &[]);
        })
    }

    /// Like [`Self::start`], in a folder with little space: its log is in pieces of 1 MiB.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub fn start_small(parent: &Path, settings: &[(&str, &str)]) -> Self {
        let small = [("min_wal_size", "2MB"), ("max_wal_size", "8MB")];
        let settings: Vec<(&str, &str)> = small.iter().chain(settings).copied().collect();
        Self::start_at(parent, &settings, |programs, data| {
            init(programs, data, &["--wal-segsize=1"]);
        })
    }

    /// Starts a server on a data folder that `fill` makes at the given path, such as one that was
    /// restored; where it is to recover, this returns when it has.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub fn start_on(settings: &[(&str, &str)], fill: impl FnOnce(&Path)) -> Self {
        Self::start_at(&std::env::temp_dir(), settings, |programs, data| {
            fill(data);
            programs.own_all(data);
        })
    }

    fn start_at(
        parent: &Path,
        settings: &[(&str, &str)],
        fill: impl FnOnce(&Programs, &Path),
    ) -> Self {
        let folder = tempfile::Builder::new().prefix("tongbao-pg-").tempdir_in(parent);
        let folder = folder.expect("a temporary folder").keep();
        let programs = Programs::find(&folder);
        programs.own(&folder);
        let port = free_port();
        let data = data(&folder);
        fill(&programs, &data);
        let kept = data.join("postgresql.auto.conf");
        let before = std::fs::read_to_string(&kept).unwrap_or_default();
        let own = settings::text(&folder, port, settings);
        programs.write(&kept, &format!("{before}\n{own}"));
        let guard = guard(&programs, &folder);
        let server = Self { programs, folder, port, next_database: AtomicU32::new(0), guard };
        server.start_again();
        server
    }

    /// Makes an empty database.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn database(&self) -> Database<'_> {
        self.make("")
    }

    /// Makes a database with all that is in another one, which nobody may be connected to.
    ///
    /// # Panics
    /// When the server does not answer, or the other one is in use for more than five seconds.
    pub fn database_like(&self, other: &Database<'_>) -> Database<'_> {
        self.make(&format!("TEMPLATE {}", other.name))
    }

    fn make(&self, how: &str) -> Database<'_> {
        let number = self.next_database.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        self.query("postgres", &format!("CREATE DATABASE {name} {how}"));
        Database { server: self, name }
    }

    /// Runs SQL in a database and returns what `psql` prints: bare values, `|` between columns.
    ///
    /// # Panics
    /// When the server does not answer or refuses it.
    pub fn query(&self, database: &str, sql: &str) -> String {
        self.programs.run(&mut self.psql(database, sql))
    }

    fn psql(&self, database: &str, sql: &str) -> Command {
        let mut psql = self.programs.plain("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
            .args(["--set", "ON_ERROR_STOP=1", "--command", sql])
            .arg(self.url(database));
        psql
    }

    /// Returns the URL of a database, over TCP.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Returns the port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the folder that holds the data folder and the socket.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns a program of the same PostgreSQL, to be run as anyone: `pgbench`, `pg_dump`.
    pub fn program(&self, name: &str) -> Command {
        self.programs.plain(name)
    }

    /// Returns the process identifier of the server's first process, while it runs.
    pub fn process(&self) -> Option<u32> {
        let text = std::fs::read_to_string(data(&self.folder).join("postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    /// Ends all processes of the server at once (SIGKILL), as a crash would.
    ///
    /// # Panics
    /// When it does not run.
    pub fn kill(&self) {
        let first = self.process().expect("the server runs");
        let mut shell = Command::new("sh");
        self.programs.run(shell.args(["-c", KILL, "sh", &first.to_string()]));
        // What a crash leaves; a process that nobody has collected yet would count as running.
        let socket = format!(".s.PGSQL.{}.lock", self.port);
        for left in [data(&self.folder).join("postmaster.pid"), self.folder.join(socket)] {
            let _ = std::fs::remove_file(left);
        }
    }

    /// Ends one of the processes that serve a database's clients at once (SIGKILL), one inside of a
    /// transaction where there is one. The server takes it for a crash, ends all others, and starts
    /// anew by itself.
    ///
    /// # Panics
    /// When nobody is served.
    pub fn kill_backend(&self, database: &str) {
        let served = format!(
            "SELECT pid FROM pg_stat_activity WHERE datname = '{database}' \
             AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 1"
        );
        let served = self.query("postgres", &served);
        self.programs.run(Command::new("kill").args(["-KILL", &served]));
    }

    /// Returns whether the server's first process runs.
    pub fn is_running(&self) -> bool {
        let mut command = self.programs.postgres("pg_ctl");
        command.arg("status").arg("--pgdata").arg(data(&self.folder)).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.status().expect("pg_ctl runs").success()
    }

    /// Starts the server on the data that is there, after [`Self::kill`] or [`Self::stop`]; returns
    /// when it answers.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_again(&self) {
        let log = self.folder.join("log").display().to_string();
        let mut command = self.programs.postgres("pg_ctl");
        command.args(["start", "--silent", "--wait", "--timeout=60", "--log", &log]);
        command.arg("--pgdata").arg(data(&self.folder)).stdin(Stdio::null());
        // The server keeps what it inherits open: nothing of it may be a pipe that is read here.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let started = command.status().expect("pg_ctl runs").success();
        assert!(started, "PostgreSQL does not start: {}", self.log());
    }

    /// Stops the server in good order.
    ///
    /// # Panics
    /// When it does not stop.
    pub fn stop(&self) {
        let mut command = self.programs.postgres("pg_ctl");
        command.args(["stop", "--silent", "--wait", "--mode=fast", "--pgdata"]);
        self.programs.run(command.arg(data(&self.folder)));
    }

    /// Returns the server's log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Closes the pipe: the guard stops the server and removes the folder.
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

impl Database<'_> {
    /// Returns the URL, over TCP.
    pub fn url(&self) -> String {
        self.server.url(&self.name)
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the server.
    pub fn server(&self) -> &Server {
        self.server
    }

    /// Runs SQL and returns what `psql` prints.
    ///
    /// # Panics
    /// When the server does not answer or refuses it.
    pub fn query(&self, sql: &str) -> String {
        self.server.query(&self.name, sql)
    }
}

impl Drop for Database<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
            let mut psql = self.server.psql("postgres", &sql);
            // Nobody waits for the checkpoint that comes with it: the next test has a database of
            // its own, and what is still there when the server goes is gone with its folder.
            psql.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            drop(psql.spawn());
        }
    }
}

/// The first process stands still before its children are listed, so that it starts no more; ends
/// when none of them runs (Z: ended, and not collected yet).
const KILL: &str = "kill -STOP \"$1\" || exit 1
all=\"$(ps -e -o pid= -o ppid= | awk -v first=\"$1\" '$2 == first { print $1 }') $1\"
kill -KILL $all
for one in $all; do
    while case $(ps -o stat= -p \"$one\") in ''|Z*) false;; esac; do sleep 0.02; done
done";

/// Makes the data folder of a new server.
fn init(programs: &Programs, data: &Path, more: &[&str]) {
    let usual = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"];
    let mut make = programs.postgres("initdb");
    make.args(["--no-sync", "--pgdata", &data.display().to_string()]).args(usual).args(more);
    programs.run(&mut make);
}

fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// Starts what waits for the end of this program, and then stops the server and cleans up.
fn guard(programs: &Programs, folder: &Path) -> Child {
    let script = "cat >/dev/null; \"$@\" >/dev/null 2>&1; rm -rf -- \"$TONGBAO_FOLDER\"";
    let mut stop = programs.postgres("pg_ctl");
    stop.args(["stop", "--silent", "--wait", "--mode=immediate", "--pgdata"]).arg(data(folder));
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh"]).arg(stop.get_program()).args(stop.get_args());
    shell.env("TONGBAO_FOLDER", folder).stdin(Stdio::piped());
    shell.stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C in a terminal reaches the whole group: the guard must outlive it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    shell.spawn().expect("a shell")
}

#[cfg(test)]
mod tests {
    use super::Server;

    #[test]
    fn databases_are_empty_and_apart() {
        let server = Server::shared();
        let (one, other) = (server.database(), server.database());
        one.query("CREATE TABLE here (n int)");
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
        assert_eq!((one.query(tables).as_str(), other.query(tables).as_str()), ("1", "0"));
        let durable = "SELECT current_setting('fsync') || current_setting('synchronous_commit')";
        assert_eq!(one.query(durable), "onon");
    }

    #[test]
    fn a_killed_server_starts_again_with_what_was_committed() {
        let server = Server::start(&[("max_connections", "20")]);
        let folder = server.folder().to_owned();
        let database = server.database();
        database.query("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        server.kill();
        server.start_again();
        assert_eq!(database.query("SELECT n FROM kept"), "7");
        drop(database);
        drop(server);
        assert!(!folder.exists(), "a server leaves nothing behind");
    }
}
