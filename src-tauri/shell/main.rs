//! The program: the window when nothing else is asked for, a headless command otherwise.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::{alloc::System, process::ExitCode};

use zeroizing_alloc::ZeroAlloc;

/// What is freed is overwritten, so that no record outlives the lock in memory that was given back.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    secure_base::process::keep_memory_in();
    secure_base::cli::main()
}
