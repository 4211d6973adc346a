//! Slips from the command line, as a script prints them.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    driver::{output, within},
    headless::Bench,
};

const SLIP: &str = r#"{"task": "Take a slow walk.", "when": "after lunch", "boxes": {"times": 3}, "sureness": 7}"#;

// Each paper is what its name says, and four on a sheet are four.
#[test]
fn a_slip_is_printed_on_each_paper() {
    let bench = Bench::new();
    fs::write(bench.at("slip.json"), SLIP).expect("a file");
    let sizes = [("a5", "420.9", 1), ("letter-half", "396 ", 1), ("a4x4", "595.", 4), ("letterx4", "612 ", 4)];
    for (paper, size, times) in sizes {
        let pdf = format!("{paper}.pdf");
        bench.run(&format!("homework slip --json slip.json --paper {paper} -o {pdf}")).expect(0, &pdf);
        let info = output(Command::new("pdfinfo").arg(bench.at(&pdf)));
        let value = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).map_or("", str::trim).to_owned();
        assert!(value("Tagged:") == "yes" && value("Page size:").starts_with(size), "{paper}: {info}");
        let text = output(Command::new("pdftotext").arg(bench.at(&pdf)).arg("-"));
        assert_eq!(text.matches("slow walk").count(), times, "{paper}: {text}");
    }
    bench.run("homework slip --json slip.json -o a5.pdf").expect(1, "is there already");
    bench.run("homework slip --json slip.json -o a5.pdf --format large --force").expect(0, "a5.pdf");
}

// Another program hands over several without a file.
#[test]
fn slips_are_read_from_standard_input() {
    let bench = Bench::new();
    let mut command = Command::new(bench.at("bin/secure-base"));
    command.args("homework slip --json - --paper a4x4 -o two.pdf".split(' ')).current_dir(bench.at("."));
    command.stdin(Stdio::piped()).stdout(Stdio::null());
    // A child that another test is just starting holds the copy open for writing until it is a program of its own.
    let mut child = within(Duration::from_secs(10), || command.spawn().ok()).expect("the program runs");
    let slips = format!("[{SLIP}, {}]", SLIP.replace("walk", "meal"));
    child.stdin.take().expect("a pipe").write_all(slips.as_bytes()).expect("it is read");
    assert!(child.wait().expect("it ends").success());
    let text = output(Command::new("pdftotext").arg(bench.at("two.pdf")).arg("-"));
    assert_eq!((text.matches("slow walk").count(), text.matches("slow meal").count()), (1, 1), "{text}");
}

// What is in a broken file may be about a client: the error names the place and not the words.
#[test]
fn a_broken_slip_is_refused_without_its_words() {
    let bench = Bench::new();
    fs::write(bench.at("slip.json"), r#"{"task": "Call Noor.", "sureness": "umbrella"}"#).expect("a file");
    let ran = bench.run("homework slip --json slip.json -o slip.pdf").expect(1, "line 1, column");
    assert!(!ran.err.contains("umbrella") && ran.err.contains("ownWords"), "{ran:?}");
    fs::write(bench.at("slip.json"), "{}").expect("a file");
    bench.run("homework slip --json slip.json -o slip.pdf").expect(1, "it has no task");
    bench.run("homework slip --json none.json -o slip.pdf").expect(1, "none.json");
    assert!(!bench.at("slip.pdf").exists(), "nothing is written");
}
