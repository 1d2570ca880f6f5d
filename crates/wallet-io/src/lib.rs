//! The wallet's ports on disk, network and the keyring of the operating system.
