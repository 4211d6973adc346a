//! WeasyPrint in a Python that stays: only its `write_pdf` is timed, neither Python's start nor any import.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use crate::Result;

const SCRIPT: &str = include_str!("typeset.py");
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts");

/// A Python that prints one page whenever it is asked.
pub struct WeasyPrint {
    /// Its version.
    pub version: String,
    /// Where the last PDF lies.
    pub pdf: PathBuf,
    python: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl WeasyPrint {
    /// Starts it with `page`, and its fonts beside it, in `folder`.
    pub fn start(python: &Path, folder: &Path, page: &str) -> Result<WeasyPrint> {
        fs::create_dir_all(folder.join("fonts"))?;
        for font in fs::read_dir(FONTS)? {
            let font = font?;
            fs::copy(font.path(), folder.join("fonts").join(font.file_name()))?;
        }
        let folder = fs::canonicalize(folder)?;
        let (script, file, pdf) = (folder.join("typeset.py"), folder.join("page.html"), folder.join("weasyprint.pdf"));
        fs::write(&script, SCRIPT)?;
        fs::write(&file, page)?;
        let mut python = Command::new(python)
            .args([&script, &file, &pdf])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|why| format!("{} does not start: {why}", python.display()))?;
        let (Some(ask), Some(answers)) = (python.stdin.take(), python.stdout.take()) else {
            return Err("Python cannot be spoken to".into());
        };
        let mut answers = BufReader::new(answers);
        let version = answer(&mut answers)?;
        Ok(WeasyPrint { version, pdf, python, ask: Some(ask), answers })
    }

    /// Prints the page; the milliseconds it took.
    pub fn print(&mut self) -> Result<f64> {
        if let Some(ask) = &mut self.ask {
            writeln!(ask, "again")?;
        }
        Ok(answer(&mut self.answers)?.parse()?)
    }
}

impl Drop for WeasyPrint {
    fn drop(&mut self) {
        // With nobody to ask, Python ends.
        self.ask = None;
        let _ = self.python.wait();
    }
}

fn answer(answers: &mut BufReader<ChildStdout>) -> Result<String> {
    let mut line = String::new();
    match answers.read_line(&mut line)? {
        0 => Err("WeasyPrint is not installed, or gave up; what it said stands above".into()),
        _ => Ok(line.trim().into()),
    }
}
