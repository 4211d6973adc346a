//! The record that the fault library keeps of every call, read back.

use std::{fs, io, path::Path};

/// What was asked of the disk, or said by the program, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A call was counted: its number in the library's list, and its path.
    Call(u32, String),
    /// A fault struck a call: its kind, the call's number, and the path.
    Struck(char, u32, String),
    /// A file or folder was opened.
    Open {
        /// Counts the opens.
        handle: u64,
        /// Whether it was not there before.
        made: bool,
        /// Whether it was emptied.
        emptied: bool,
        /// Its path from the watched folder.
        path: String,
    },
    /// Bytes were written at a place of the file behind a handle.
    Write(u64, u64, Vec<u8>),
    /// The file behind a handle was cut or grown to a length.
    Truncate(u64, u64),
    /// The file or folder behind a handle was put on disk.
    Sync(u64),
    /// A name was given up for another.
    Rename(String, String),
    /// A file got a second name.
    Link(String, String),
    /// A file or an empty folder was removed.
    Unlink(String),
    /// A folder was made.
    Folder(String),
    /// The program said this.
    Say(String),
}

/// Reads a trace; what the killed program left half written at its end is passed over.
///
/// # Errors
/// When the file cannot be read, or a whole line of it is not understood.
pub fn read(path: &Path) -> io::Result<Vec<Event>> {
    let bytes = fs::read(path)?;
    let mut rest = bytes.as_slice();
    let mut events = Vec::new();
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 1..];
        let taken = match line.split(' ').next() {
            Some("write" | "say") => line.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0),
            _ => 0,
        };
        if taken > rest.len() {
            break;
        }
        let (body, after) = rest.split_at(taken);
        events.push(parse(&line, body).ok_or_else(|| io::Error::other(format!("a strange line in a trace: {line}")))?);
        rest = after;
    }
    Ok(events)
}

fn parse(line: &str, body: &[u8]) -> Option<Event> {
    let (word, rest) = line.split_once(' ')?;
    // A path may hold spaces, so it is always the last of a line.
    let pair = || rest.split_once('\t').map(|(from, to)| (from.to_owned(), to.to_owned()));
    Some(match word {
        "call" => rest.split_once(' ').and_then(|(call, path)| Some(Event::Call(call.parse().ok()?, path.into())))?,
        "struck" => {
            let mut parts = rest.splitn(3, ' ');
            Event::Struck(parts.next()?.chars().next()?, parts.next()?.parse().ok()?, parts.next()?.into())
        }
        "open" => {
            let mut parts = rest.splitn(4, ' ');
            let handle = parts.next()?.parse().ok()?;
            let (made, emptied) = (parts.next()? == "1", parts.next()? == "1");
            Event::Open { handle, made, emptied, path: parts.next()?.into() }
        }
        "write" => {
            let mut numbers = rest.split(' ').map(|number| number.parse().ok());
            Event::Write(numbers.next()??, numbers.next()??, body.into())
        }
        "truncate" => {
            rest.split_once(' ').and_then(|(h, l)| Some(Event::Truncate(h.parse().ok()?, l.parse().ok()?)))?
        }
        "sync" => Event::Sync(rest.parse().ok()?),
        "rename" => pair().map(|(from, to)| Event::Rename(from, to))?,
        "link" => pair().map(|(from, to)| Event::Link(from, to))?,
        "unlink" => Event::Unlink(rest.into()),
        "folder" => Event::Folder(rest.into()),
        "say" => Event::Say(String::from_utf8_lossy(body).trim_end().into()),
        _ => return None,
    })
}
