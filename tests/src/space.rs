//! Space on a disk that comes to its end: a small file system of its own, or a limit on the files
//! of one process.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A small file system in memory; it goes with this value, or with the program.
pub struct SmallDisk {
    folder: TempDir,
    guard: Child,
}

/// Mounts, says so, and takes it away when the pipe closes.
const MOUNT: &str = "mount -t tmpfs -o \"size=$1m\" tmpfs \"$2\" 2>&1 || exit 1
echo mounted; cat >/dev/null; umount -l \"$2\"";

impl SmallDisk {
    /// Makes a disk of so many mebibytes.
    ///
    /// # Errors
    /// Why there is none: only root may, and not in every container.
    pub fn of_mib(size: u32) -> Result<Self, String> {
        let folder = TempDir::new().map_err(|error| error.to_string())?;
        let mut shell = Command::new("sh");
        shell.args(["-c", MOUNT, "sh", &size.to_string()]).arg(folder.path());
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
        // Ctrl-C in a terminal reaches the whole group: the guard must outlive it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        let mut guard = shell.spawn().map_err(|error| error.to_string())?;
        let said = guard.stdout.take().map(BufReader::new);
        let said = said.and_then(|said| said.lines().next()?.ok()).unwrap_or_default();
        let disk = Self { folder, guard };
        if said == "mounted" { Ok(disk) } else { Err(said) }
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }

    /// Fills it to its end.
    pub fn fill(&self) {
        let mut file = std::fs::File::create(self.filler()).expect("a new file");
        for size in [1 << 16, 1 << 8, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
    }

    /// Takes away what filled it.
    pub fn free(&self) {
        std::fs::remove_file(self.filler()).expect("it was filled");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// Returns a command for a program whose files may come to a limit: what is written beyond it fails
/// and does not end the program.
pub fn limited(program: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(program);
    shell
}

/// Limits the files of a process to so many bytes; without a number they may grow again.
///
/// # Panics
/// When the system does not do it.
pub fn limit_files(process: u32, bytes: Option<u64>) {
    let bytes = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
    let limit = format!("--fsize={bytes}:unlimited");
    let done = Command::new("prlimit").args(["--pid", &process.to_string(), &limit]).status();
    assert!(done.expect("prlimit runs (util-linux)").success(), "the process runs");
}
