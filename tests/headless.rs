//! The headless commands, as somebody without a display or with a script runs them.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    process::{Command, Output},
    thread,
    time::Duration,
};

use serde_json::Value;

use crate::driver::output;

const FORMATS: [&str; 3] = ["standard", "large", "easy"];
const PAPERS: [&str; 2] = ["a4", "letter"];

/// An empty folder that holds nothing but a copy of the program, with a home of its own.
pub struct Bench(tempfile::TempDir);

impl Bench {
    pub fn new() -> Bench {
        let bench = Bench(tempfile::tempdir().expect("a scratch folder"));
        fs::create_dir(bench.at("bin")).expect("a scratch folder");
        fs::copy(env!("CARGO_BIN_EXE_secure-base"), bench.at("bin/secure-base")).expect("a copy of the program");
        fs::write(bench.at("passphrase"), "umbrella mosaic thirteen larks\n").expect("a file");
        bench
    }

    pub fn at(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    /// Runs the copy in this folder, with no display and no home but this.
    pub fn run(&self, arguments: &str) -> Ran {
        self.run_by(Command::new(self.at("bin/secure-base")), arguments)
    }

    /// The same, where another program starts it.
    pub fn run_by(&self, mut command: Command, arguments: &str) -> Ran {
        command.args(arguments.split(' ')).current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        // A child that another test is just starting holds the copy open for writing until it is a program of its own.
        let busy =
            |ran: &io::Result<Output>| ran.as_ref().is_err_and(|why| why.kind() == ErrorKind::ExecutableFileBusy);
        let mut ran = command.output();
        while busy(&ran) {
            thread::sleep(Duration::from_millis(20));
            ran = command.output();
        }
        let Output { status, stdout, stderr } = ran.expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("its words are text");
        Ran { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
    }

    pub fn files(&self, inside: &str) -> Vec<PathBuf> {
        let listed = fs::read_dir(self.at(inside)).into_iter().flatten();
        let mut files: Vec<_> = listed.map(|one| one.expect("an entry").path()).collect();
        files.sort();
        files
    }
}

#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn expect(self, code: i32, words: &str) -> Ran {
        assert!(
            self.code == code && format!("{}{}", self.out, self.err).contains(words),
            "{code}, “{words}”: {self:?}"
        );
        self
    }
}

// The help is the only manual that is always at hand.
#[test]
fn help_names_every_command() {
    let bench = Bench::new();
    for word in ["handout", "homework", "sample", "check", "backup", "restore", "recover", "--practice"] {
        bench.run("--help").expect(0, word);
    }
    bench.run("handout print --help").expect(0, "--force");
}

// Scripts read the JSON; people read the list.
#[test]
fn the_handouts_are_listed() {
    let bench = Bench::new();
    bench.run("handout list").expect(0, "Three roots of feeling secure  (2 pages)");
    let listed: Value = serde_json::from_str(&bench.run("handout list --json").expect(0, "").out).expect("JSON");
    let all = listed.as_array().expect("a list");
    assert!(all.len() >= 16, "{} handouts", all.len());
    for one in all {
        assert!(one["id"].is_string() && one["title"].is_string() && one["pages"].as_u64() > Some(0), "{one}");
        assert!(one["articles"].as_array().is_some_and(|articles| !articles.is_empty()), "{one}");
        assert!(one["factors"].is_array() && one["grade"].as_f64().is_some_and(|grade| grade <= 6.0), "{one}");
    }
}

// A screen reader needs the tags, any printer the fonts, and both the right order. The program alone must do.
#[test]
fn every_format_prints_tagged_with_its_fonts_in_reading_order() {
    let bench = Bench::new();
    for format in FORMATS {
        for paper in PAPERS {
            let folder = format!("{format}-{paper}");
            bench.run(&format!("handout print --all -o {folder} --format {format} --paper {paper}")).expect(0, ".pdf");
            let files = bench.files(&folder);
            assert!(!files.is_empty(), "something is printed");
            files.iter().for_each(|pdf| check_pdf(pdf, paper));
        }
    }
}

fn check_pdf(pdf: &Path, paper: &str) {
    let info = output(Command::new("pdfinfo").arg(pdf));
    let value = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).map_or("", str::trim).to_owned();
    assert_eq!(value("Tagged:"), "yes", "{}: {info}", pdf.display());
    let size = if paper == "a4" { "595." } else { "612 " };
    assert!(value("Page size:").starts_with(size), "{paper}: {info}");

    let fonts = output(Command::new("pdffonts").arg(pdf));
    let listed: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!listed.is_empty(), "there is text: {fonts}");
    for font in listed {
        // The columns: … emb sub uni object ID.
        let columns: Vec<&str> = font.split_whitespace().rev().collect();
        assert_eq!([columns[4], columns[3], columns[2]], ["yes"; 3], "embedded, a subset, with Unicode: {font}");
    }

    let text = output(Command::new("pdftotext").arg(pdf).arg("-"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = value("Title:");
    let places = [title.as_str(), "What this page is for", "Please be safe", "In short"];
    let found: Vec<_> = places.iter().map(|words| text.find(words)).collect();
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{places:?} at {found:?} in {}", pdf.display());
}

// Half a set on disk would look like a whole one.
#[test]
fn an_unknown_handout_prints_nothing_and_names_the_known() {
    let bench = Bench::new();
    bench.run("handout print three-roots no-such -o out").expect(1, "three-roots");
    assert!(!bench.at("out").exists(), "nothing is written");
}

// A file that is there may have been filled in by hand.
#[test]
fn a_file_is_only_replaced_when_asked() {
    let bench = Bench::new();
    fs::write(bench.at("mine.pdf"), "mine").expect("a file");
    bench.run("handout print three-roots -o mine.pdf").expect(1, "is there already");
    assert_eq!(fs::read(bench.at("mine.pdf")).expect("a file"), b"mine", "it is untouched");
    bench.run("handout print three-roots -o mine.pdf --force").expect(0, "mine.pdf");
    assert!(fs::read(bench.at("mine.pdf")).expect("a file").starts_with(b"%PDF"), "it is replaced");
}

// A stick that is full must cost neither the page that was there nor leave half of one that looks whole.
#[test]
fn a_full_disk_leaves_what_was_there() {
    let bench = Bench::new();
    fs::write(bench.at("mine.pdf"), "mine").expect("a file");
    let full = |arguments: &str| {
        let mut limited = Command::new("/bin/sh");
        // No file may grow beyond 4 KiB, and who tries is told so rather than ended.
        let limit = "trap '' XFSZ; ulimit -f 8; exec bin/secure-base \"$@\"";
        limited.args(["-c", limit, "sh"]);
        bench.run_by(limited, arguments)
    };
    full("handout print three-roots -o mine.pdf --force").expect(1, "mine.pdf");
    full("handout print three-roots -o new.pdf").expect(1, "new.pdf");
    assert_eq!(fs::read(bench.at("mine.pdf")).expect("a file"), b"mine", "it is untouched");
    let names: Vec<_> = bench.files("").iter().filter_map(|path| Some(path.file_name()?.to_owned())).collect();
    assert_eq!(names, ["bin", "mine.pdf", "passphrase"], "nothing torn is left behind");
    bench.run("handout print three-roots -o new.pdf").expect(0, "new.pdf");
}

// A folder of links to one place, or a file that its owner shares, must stay what it is.
#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_stays_where_it_was_and_for_whom() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let bench = Bench::new();
    fs::write(bench.at("mine.pdf"), "mine").expect("a file");
    fs::set_permissions(bench.at("mine.pdf"), fs::Permissions::from_mode(0o644)).expect("its permissions");
    symlink("mine.pdf", bench.at("link.pdf")).expect("a link");
    bench.run("handout print three-roots -o link.pdf --force").expect(0, "link.pdf");
    let read = fs::read(bench.at("mine.pdf")).expect("a file");
    assert!(read.starts_with(b"%PDF") && bench.at("link.pdf").is_symlink(), "the link leads to the new page");
    let mode = |name: &str| fs::metadata(bench.at(name)).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode("mine.pdf"), 0o644);
    bench.run("handout print three-roots -o new.pdf").expect(0, "new.pdf");
    assert_eq!(mode("new.pdf"), 0o600, "a new one is its owner's alone");
}

// A full page of cream is a full page of ink.
#[test]
fn easy_reading_is_printed_on_plain_white_where_that_is_asked_for() {
    let bench = Bench::new();
    let print = |to: &str, more: &str| {
        bench.run(&format!("handout print three-roots -o {to} {more}")).expect(0, to);
        fs::read(bench.at(to)).expect("a file")
    };
    let (cream, plain) = (print("cream.pdf", "--format easy"), print("plain.pdf", "--format easy --plain"));
    let corner = |to: &str| {
        let mut look = Command::new("pdftoppm");
        look.args(["-r", "20", "-f", "1", "-l", "1", "-x", "0", "-y", "0", "-W", "1", "-H", "1"]).arg(bench.at(to));
        look.output().expect("pdftoppm runs").stdout.split_off(11)
    };
    assert_ne!(cream, plain);
    assert_eq!(corner("plain.pdf"), [255, 255, 255]);
    assert_ne!(corner("cream.pdf"), [255, 255, 255]);
    assert_eq!(print("one.pdf", "--format large"), print("two.pdf", "--format large --plain"));
}

// The second would overwrite the first.
#[test]
fn several_handouts_do_not_go_into_one_file() {
    let bench = Bench::new();
    bench.run("handout print three-roots three-roots -o both.pdf").expect(1, "do not fit into one file");
    assert!(!bench.at("both.pdf").exists(), "nothing is written");
}

// Wrong use is told apart from failure, as scripts expect.
#[test]
fn wrong_use_ends_with_two() {
    let bench = Bench::new();
    for wrong in [
        "handout print",
        "handout print --all three-roots -o out",
        "sample",
        "fly",
        "handout print x -o y --format huge",
    ] {
        bench.run(wrong).expect(2, "");
    }
}

// The reason must name the place, or nobody can mend it.
#[test]
fn a_place_that_takes_no_file_is_named() {
    let bench = Bench::new();
    fs::write(bench.at("file"), "").expect("a file");
    bench.run("handout print three-roots -o file/inside").expect(1, "file/inside");
    bench.run("sample file/inside --passphrase-file passphrase").expect(1, "file/inside");
}

// The sample is the way to try everything; the check is the way to trust it.
#[test]
fn a_sample_is_made_and_found_sound() {
    let bench = Bench::new();
    bench.run("sample trial --passphrase-file passphrase").expect(0, "Recovery code: ");
    bench.run("check trial --passphrase-file passphrase").expect(0, "ok");
    bench.run("sample trial --passphrase-file passphrase").expect(1, "is there already");
    fs::write(bench.at("wrong"), "some other words\n").expect("a file");
    bench.run("check trial --passphrase-file wrong").expect(1, "does not open this practice");
    bench.run("check trial --passphrase-file none").expect(1, "none");
    bench.run("check bin --passphrase-file passphrase").expect(1, "no practice");
    bench.run("sample bin --passphrase-file passphrase").expect(1, "holds other files");
}

// A flipped byte must be found before it is needed.
#[test]
fn a_seeded_practice_is_sound_until_a_byte_is_flipped() {
    let bench = Bench::new();
    let make = "sample seeded --passphrase-file passphrase --clients 20 --sessions 100 --seed 5";
    bench.run(make).expect(0, "Seeded practice");
    bench.run("check seeded --passphrase-file passphrase").expect(0, "ok");
    let database = bench.at("seeded/practice.db");
    let mut bytes = fs::read(&database).expect("the records");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&database, bytes).expect("the records");
    let ran = bench.run("check seeded --passphrase-file passphrase");
    assert!(ran.code == 1 && !ran.err.is_empty(), "the damage is found: {ran:?}");
}

// No secret may end up in a shell's history or in a log.
#[test]
fn the_passphrase_is_never_printed() {
    let bench = Bench::new();
    let made = bench.run("sample trial --passphrase-file passphrase");
    let checked = bench.run("check trial --passphrase-file passphrase");
    for ran in [made, checked] {
        assert!(!format!("{ran:?}").contains("umbrella"), "{ran:?}");
    }
}
