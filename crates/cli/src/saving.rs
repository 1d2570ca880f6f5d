//! Keeps what may be the only witness of something: a file with other bytes is never written over.

use crate::failure::Failure;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

/// Writes a file whole, or leaves none. One that has these bytes already stays as it is.
///
/// # Errors
/// `file_exists` where there is a file with other bytes; `file_unusable` where none can be written.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    match File::create_new(path) {
        Ok(mut file) => {
            let written = file.write_all(bytes).and_then(|()| file.sync_all());
            written.map_err(|error| {
                // Half a file would stand in the way of the next try.
                let _ = fs::remove_file(path);
                unwritten(path, &error)
            })
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match fs::read(path) {
            Ok(there) if there == bytes => Ok(()),
            Ok(_) | Err(_) => Err(Failure::new(
                "file_exists",
                format!("{} is there already, with another content.", path.display()),
                "Choose another name; nothing was written.",
            )),
        },
        Err(error) => Err(unwritten(path, &error)),
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::io(&format!("{} cannot be written", path.display()), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_found_again_but_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("bill.csv");
        keep(&path, b"one").expect("is new");
        keep(&path, b"one").expect("is the same");
        let refused = keep(&path, b"two").expect_err("is another");
        assert_eq!(refused.code, "file_exists");
        assert_eq!(fs::read(&path).expect("reads"), b"one");
        let nowhere = keep(&folder.path().join("none/bill.csv"), b"one").expect_err("no folder");
        assert_eq!(nowhere.code, "file_unusable");
    }
}
