//! The program: the window when nothing else is asked for, a headless command otherwise.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    secure_base::cli::main()
}
