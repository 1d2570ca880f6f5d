//! Where a wallet lives on disk.

use std::env;
use std::path::{Path, PathBuf};

/// The folder of one wallet: its state, its key files and its lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeFolder(PathBuf);

impl HomeFolder {
    /// The environment variable that names another folder than the usual one.
    pub const VARIABLE: &str = "TONGBAO_HOME";

    /// Takes a folder as it is given.
    pub const fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Returns the folder that `TONGBAO_HOME` names, or the usual one of the operating system;
    /// nothing where the system has none, as on phones, whose shell knows it.
    pub fn usual() -> Option<Self> {
        if let Some(path) = env::var_os(Self::VARIABLE).filter(|path| !path.is_empty()) {
            return Some(Self(PathBuf::from(path)));
        }
        let folders = directories::ProjectDirs::from("app", "", "Tongbao")?;
        Some(Self(folders.data_local_dir().to_owned()))
    }

    /// Returns the path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}
