//! Where PostgreSQL's programs are, and how they are run: as `postgres` where this is root.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What must be there; a wrapper of one of them somewhere in PATH is not enough.
const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "psql"];

/// The programs of one PostgreSQL.
#[derive(Debug)]
pub(crate) struct Programs {
    folder: PathBuf,
    /// Whether they must run as another user than this program does.
    as_postgres: bool,
}

impl Programs {
    /// Finds the newest PostgreSQL; `own` is a folder of this program's user.
    pub(crate) fn find(own: &Path) -> Self {
        let whole = |folder: &PathBuf| NEEDED.iter().all(|name| folder.join(name).exists());
        let found = candidates().into_iter().find(whole);
        let Some(folder) = found else {
            panic!(
                "PostgreSQL is not installed: no folder with initdb, pg_ctl and psql in PATH, in \
                 TONGBAO_POSTGRES_BIN or where packages put it. `scripts/setup.sh test` installs it; by hand, on Debian and \
                 Ubuntu: apt-get install postgresql"
            )
        };
        Self { folder, as_postgres: is_root(own) }
    }

    /// Returns a program to be run as this program's user.
    pub(crate) fn plain(&self, name: &str) -> Command {
        let mut command = Command::new(self.folder.join(name));
        command.current_dir("/").env_remove("PGDATABASE").env_remove("PGHOST").env_remove("PGPORT");
        command
    }

    /// Returns a program to be run as a user whom PostgreSQL serves as.
    pub(crate) fn postgres(&self, name: &str) -> Command {
        if !self.as_postgres {
            return self.plain(name);
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]);
        command.arg(self.folder.join(name)).current_dir("/");
        command
    }

    /// Gives a folder to whom PostgreSQL serves as.
    pub(crate) fn own(&self, folder: &Path) {
        if self.as_postgres {
            self.run(Command::new("chown").arg("postgres").arg(folder));
        }
    }

    /// Gives a folder and all that is in it to whom PostgreSQL serves as.
    pub(crate) fn own_all(&self, folder: &Path) {
        if self.as_postgres {
            self.run(Command::new("chown").args(["-R", "postgres"]).arg(folder));
        }
    }

    /// Writes a file of the server's.
    pub(crate) fn write(&self, path: &Path, text: &str) {
        std::fs::write(path, text).expect("the server's folder is writable");
    }

    /// Runs to the end and returns what was printed.
    pub(crate) fn run(&self, command: &mut Command) -> String {
        let output = command.stdin(Stdio::null()).output();
        let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {stderr}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }
}

/// Where the programs may be, the best place first.
fn candidates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        std::env::var_os("TONGBAO_POSTGRES_BIN").map(PathBuf::from).into_iter().collect();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    let versions = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr"];
    for parent in versions {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        let mut found: Vec<(u32, PathBuf)> =
            entries.flatten().filter_map(|entry| versioned(&entry.path())).collect();
        found.sort();
        folders.extend(found.into_iter().rev().map(|(_, folder)| folder));
    }
    folders
}

/// Returns the version and the programs' folder of `15`, `postgresql@15` or `pgsql-15`.
fn versioned(path: &Path) -> Option<(u32, PathBuf)> {
    let name = path.file_name()?.to_str()?;
    let digits = name.trim_start_matches("postgresql@").trim_start_matches("pgsql-");
    Some((digits.parse().ok()?, path.join("bin")))
}

#[cfg(unix)]
fn is_root(own: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(own).is_ok_and(|metadata| metadata.uid() == 0)
}

#[cfg(not(unix))]
fn is_root(_: &Path) -> bool {
    false
}
