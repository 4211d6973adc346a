//! The machine, in a line: a figure without it says little.

use std::fs;

/// The processor, how many may be used, the memory and the system.
pub fn described() -> String {
    let processor = named("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.into());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kib = named("/proc/meminfo", "MemTotal").and_then(|total| total.split(' ').next()?.parse::<f64>().ok());
    let memory = kib.map_or_else(|| "unknown".into(), |kib| format!("{:.0} GiB of", kib / 1024.0 / 1024.0));
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("Measured on {processor}, {cores} cores, {memory} memory, Linux {}.", kernel.trim())
}

/// The value after `name` in a file of `name: value` lines.
fn named(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
