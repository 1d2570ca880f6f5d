//! One rule a file: `check`, a test that the project keeps it, and a test that it can fail.

mod attacks;
mod calls;
mod dependencies;
mod families;
mod frameworks;
mod generated;
mod leftovers;
mod lockfiles;
mod manifests;
mod modules;
mod names;
mod places;
mod platform;
mod serialised;
mod sizes;
