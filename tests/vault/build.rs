//! Compiles the fault library, on Linux; elsewhere the laboratory says that it is skipped.

use std::{env, path::PathBuf, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=faults.c");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder")).join("libfaults.so");
    println!("cargo::rustc-env=FAULT_LIBRARY={}", out.display());
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        let compiler = env::var_os("CC").unwrap_or("cc".into());
        let made = Command::new(compiler)
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-o"])
            .arg(&out)
            .args(["faults.c", "-lpthread"])
            .status();
        assert!(made.is_ok_and(|status| status.success()), "the fault library needs a C compiler");
    }
}
