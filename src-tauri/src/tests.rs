//! The shell on Tauri's mock runtime: its commands answer, and nothing else does.
