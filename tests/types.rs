//! The window's TypeScript comes from Rust. A stale file would let the two disagree without a compiler noticing.

use std::{fs, path::Path};

const BINDINGS: &str = "ui/src/api/bindings.ts";

#[test]
fn typescript_types_are_those_of_the_rust_sources() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(BINDINGS);
    if std::env::var_os("UPDATE_TYPES").is_some() {
        secure_base::typescript(&committed).expect("the types are written");
    }
    let folder = tempfile::tempdir().expect("a scratch folder");
    let fresh = folder.path().join("bindings.ts");
    secure_base::typescript(&fresh).expect("the types are written");
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    assert!(read(&fresh) == read(&committed), "{BINDINGS} is stale: run `make types` and commit it");
}
