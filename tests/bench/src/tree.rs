//! A tree of processes that was started together, found by a mark in its environment.
//!
//! WebKit's helpers may be handed over to another parent, but each inherits the environment of the program that
//! started them; so a mark in it finds them all, whoever their parent is by now.

use std::{fs, io, process::Command, thread, time::Duration};

use crate::Result;

/// The variable that carries the mark.
pub const MARK: &str = "SECURE_BASE_BENCH_RUN";

/// How long a tree may take to end by itself once its first process is gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// The memory of all processes with `mark` in MiB: proportional set sizes, so that what two of them share counts once.
pub fn memory(mark: &str) -> Result<f64> {
    let mut kib = 0.0;
    for process in processes(mark)? {
        match fs::read_to_string(format!("/proc/{process}/smaps_rollup")) {
            Ok(text) => kib += pss(&text).ok_or_else(|| format!("process {process} does not tell its memory"))?,
            Err(why) if gone(&why) => {}
            Err(why) => return Err(format!("the memory of process {process} cannot be read: {why}").into()),
        }
    }
    Ok(kib / 1024.0)
}

/// Waits until no process has `mark`, and ends those that do not go by themselves.
pub fn end(mark: &str) -> Result<()> {
    for _ in 0..PATIENCE.as_millis() / 20 {
        if processes(mark)?.is_empty() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(20));
    }
    for process in processes(mark)? {
        Command::new("kill").args(["-KILL", &process.to_string()]).status()?;
    }
    Ok(())
}

/// The processes whose environment has `mark`.
fn processes(mark: &str) -> Result<Vec<u32>> {
    let entry = format!("{MARK}={mark}");
    let numbers = fs::read_dir("/proc")?.filter_map(|found| found.ok()?.file_name().to_str()?.parse().ok());
    let marked = |process: &u32| {
        let environment = fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|variable| variable == entry.as_bytes())
    };
    Ok(numbers.filter(marked).collect())
}

fn pss(rollup: &str) -> Option<f64> {
    rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?.trim().trim_end_matches(" kB").parse().ok()
}

/// Whether the process ended while it was looked at.
fn gone(why: &io::Error) -> bool {
    const NO_SUCH_PROCESS: i32 = 3;
    why.kind() == io::ErrorKind::NotFound || why.raw_os_error() == Some(NO_SUCH_PROCESS)
}
