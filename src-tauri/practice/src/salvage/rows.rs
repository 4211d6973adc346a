//! The rows of a page, by SQLite's file format, as far as they can be had: a row whose later pages are lost is cut.

use rusqlite::types::Value;

use super::pages::{Pages, USABLE};

/// What kind of page it is, by its first byte.
const TABLE_LEAF: u8 = 0x0d;
const INDEX_LEAF: u8 = 0x0a;
const INDEX_INTERIOR: u8 = 0x02;
/// More than any row of ours, so that a damaged length asks for no memory.
const LONGEST: usize = 64 * 1024 * 1024;

/// A row of a table, or an entry of an index.
#[derive(Debug)]
pub(super) struct Row {
    /// The row's number; an entry of an index has none.
    pub(super) id: Option<i64>,
    pub(super) values: Vec<Value>,
    /// Whether all of it was read.
    pub(super) whole: bool,
}

/// All rows of the page with this number. Nothing for pages that hold none.
pub(super) fn of(pages: &mut Pages, number: u32, page: &[u8]) -> Vec<Row> {
    let header = if number == 1 { 100 } else { 0 };
    let (array, before) = match page.get(header) {
        Some(&TABLE_LEAF) | Some(&INDEX_LEAF) => (header + 8, 0),
        // An entry of an interior page comes after the number of its child.
        Some(&INDEX_INTERIOR) => (header + 12, 4),
        _ => return Vec::new(),
    };
    let table = page[header] == TABLE_LEAF;
    let count = short(page, header + 3).unwrap_or(0);
    let cells = (0..count).filter_map(|n| short(page, array + 2 * n));
    cells.filter_map(|cell| row(pages, page, cell + before, table)).collect()
}

fn row(pages: &mut Pages, page: &[u8], mut at: usize, table: bool) -> Option<Row> {
    let length = usize::try_from(varint(page, &mut at)?).ok().filter(|length| *length <= LONGEST)?;
    let id = if table { Some(varint(page, &mut at)?) } else { None };
    let payload = payload(pages, page, at, length, table)?;
    let values = values(&payload, length)?;
    Some(Row { id, whole: payload.len() == length, values })
}

/// The bytes of a row: the part on its own page, then those on the pages that follow from it, as far as they verify.
fn payload(pages: &mut Pages, page: &[u8], at: usize, length: usize, table: bool) -> Option<Vec<u8>> {
    let most = if table { USABLE - 35 } else { (USABLE - 12) * 64 / 255 - 23 };
    if length <= most {
        return page.get(at..at + length).map(<[u8]>::to_vec);
    }
    let least = (USABLE - 12) * 32 / 255 - 23;
    let wanted = least + (length - least) % (USABLE - 4);
    let local = if wanted <= most { wanted } else { least };
    let mut bytes = page.get(at..at + local)?.to_vec();
    let mut next = long(page, at + local)?;
    while bytes.len() < length {
        let Some(overflow) = pages.read(next) else { break };
        let end = USABLE.min(4 + length - bytes.len());
        bytes.extend_from_slice(&overflow[4..end]);
        next = long(&overflow, 0)?;
    }
    Some(bytes)
}

/// The columns. Of a cut row the last one may be cut, and those after it are missing.
fn values(payload: &[u8], length: usize) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?).ok()?;
    let mut body = header;
    let mut values = Vec::new();
    while at < header {
        let kind = varint(payload, &mut at)?;
        let size = size(kind)?;
        if body + size > length {
            return None;
        }
        let bytes = payload.get(body..payload.len().min(body + size)).unwrap_or_default();
        if bytes.len() < size && (kind < 13 || bytes.is_empty()) {
            break;
        }
        values.push(value(kind, bytes));
        body += size;
    }
    Some(values)
}

fn size(kind: i64) -> Option<usize> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => kind as usize,
        5 => 6,
        6 | 7 => 8,
        12.. => usize::try_from((kind - 12) / 2).ok()?,
        _ => return None,
    })
}

fn value(kind: i64, bytes: &[u8]) -> Value {
    match kind {
        0 => Value::Null,
        7 => Value::Real(f64::from_bits(number(bytes) as u64)),
        8 | 9 => Value::Integer(kind - 8),
        1..=6 => Value::Integer(number(bytes)),
        _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
        _ => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// A number in two's complement, highest byte first.
fn number(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |so_far, byte| so_far << 8 | i64::from(*byte))
}

fn short(page: &[u8], at: usize) -> Option<usize> {
    page.get(at..at + 2).map(|two| usize::from(two[0]) << 8 | usize::from(two[1]))
}

fn long(page: &[u8], at: usize) -> Option<u32> {
    page.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes)
}

/// Seven bits a byte while the eighth is set; a ninth byte gives all its eight.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut number: u64 = 0;
    for n in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if n == 8 {
            return Some((number << 8 | u64::from(byte)) as i64);
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number as i64)
}
