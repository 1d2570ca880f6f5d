//! A shipped wallet is not driven by another program: the web view's switch for that is an
//! environment variable, so a release build starts itself again without it.

use std::env;
use std::process::{Command, exit};

/// What makes every Tauri program obey a WebDriver.
const VARIABLE: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Returns whether the environment asks for it.
pub fn is_asked_for() -> bool {
    env::var_os(VARIABLE).is_some()
}

/// Starts this program again without the variable: removing it from one's own environment is not
/// safe once there are threads, and the lints of this project forbid it.
pub fn start_without() -> ! {
    let Ok(program) = env::current_exe() else { exit(1) };
    let mut command = Command::new(program);
    command.args(env::args_os().skip(1)).env_remove(VARIABLE);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        // Returns only when it failed.
        let _error = command.exec();
        exit(1)
    }
    #[cfg(not(unix))]
    exit(command.status().ok().and_then(|status| status.code()).unwrap_or(1))
}
