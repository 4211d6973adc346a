//! Rebuilds the crate when a file of the library changes, because the library is embedded in it.

fn main() {
    println!("cargo:rerun-if-changed=../../assets/library");
    println!("cargo:rerun-if-changed=../../assets/fonts");
}
